/** Measures how long something is ago. Unlike the time of day it never jumps; tests can set it. */
export abstract class MonotonicClock {
  /** Milliseconds since an arbitrary moment. */
  abstract now(): number;
}

export class SystemMonotonicClock extends MonotonicClock {
  now(): number {
    return performance.now();
  }
}
