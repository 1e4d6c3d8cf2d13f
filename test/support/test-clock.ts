import { Clock, MonotonicClock } from '../../src/infra/clock/index.js';

/** A clock that stands still until a test moves it. */
export class TestClock extends Clock {
  constructor(private time = new Date('2026-03-02T10:00:00Z')) {
    super();
  }

  now(): Date {
    return new Date(this.time);
  }

  set(time: Date | string): void {
    this.time = new Date(time);
  }

  advance(milliseconds: number): void {
    this.time = new Date(this.time.getTime() + milliseconds);
  }
}

/** Time that passes only when a test lets it. */
export class TestMonotonicClock extends MonotonicClock {
  private time = 0;

  now(): number {
    return this.time;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}
