import { vi } from 'vitest';

/** Waits until an expectation holds; fails with its last error when it hasn't for so long that it never will. */
export const eventually = <T>(expectation: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(expectation, { timeout: 15_000, interval: 20 });
