import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../clock/index.js';

/** How much of a limit is used. */
export interface Usage {
  /** How often it happened in this window, this time included. */
  readonly count: number;
  /** When the window ends, in milliseconds from now. */
  readonly resetMs: number;
}

interface Window {
  count: number;
  endsAt: number;
}

/** Callers remembered at a time; beyond that the longest silent are forgotten. Some 4 MB when full. */
const MAX_CALLERS = 20_000;

/** Counts in this process's memory, in fixed windows that start with a caller's first request. */
@Injectable()
export class LocalCounter {
  private readonly windows = new LRUCache<string, Window>({ max: MAX_CALLERS });

  constructor(private readonly clock: Clock) {}

  hit(key: string, windowMs: number): Usage {
    const now = this.clock.now().getTime();
    let window = this.windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { count: 0, endsAt: now + windowMs };
      this.windows.set(key, window);
    }
    window.count++;
    return { count: window.count, resetMs: window.endsAt - now };
  }
}
