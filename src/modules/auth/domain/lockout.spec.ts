import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delaySeconds, needsLock, secondsUntil } from './lockout.js';

const policies = fc
  .record({
    afterFailures: fc.integer({ min: 1, max: 100 }),
    firstSeconds: fc.integer({ min: 1, max: 3_600 }),
    maxSeconds: fc.integer({ min: 1, max: 86_400 }),
  })
  .filter(({ firstSeconds, maxSeconds }) => firstSeconds <= maxSeconds);
const locks = fc.integer({ min: 1, max: 2_000 });

describe('the delay after wrong attempts', () => {
  it('is half a minute, one, two, four, eight, and then a quarter of an hour', () => {
    const policy = { firstSeconds: 30, maxSeconds: 900 };
    expect([1, 2, 3, 4, 5, 6, 7].map((lock) => delaySeconds(lock, policy))).toEqual([
      30, 60, 120, 240, 480, 900, 900,
    ]);
  });

  it('begins where it is told to, never shrinks and never exceeds its bound', () => {
    fc.assert(
      fc.property(policies, locks, (policy, lock) => {
        const delay = delaySeconds(lock, policy);
        expect(delaySeconds(1, policy)).toBe(policy.firstSeconds);
        expect(delay).toBeGreaterThanOrEqual(policy.firstSeconds);
        expect(delay).toBeLessThanOrEqual(policy.maxSeconds);
        expect(delaySeconds(lock + 1, policy)).toBe(Math.min(policy.maxSeconds, 2 * delay));
      }),
    );
  });

  it('lets as many attempts be free as it is told, less the one that brings it about', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 1, max: 300 }), (policy, failures) => {
        expect(needsLock({ failures }, policy)).toBe(failures >= policy.afterFailures);
      }),
    );
  });

  it('is told in whole seconds that suffice', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 900_000 }), (milliseconds) => {
        const now = new Date('2026-03-02T10:00:00Z');
        const seconds = secondsUntil(new Date(now.getTime() + milliseconds), now);
        expect(seconds).toBeGreaterThanOrEqual(1);
        expect(seconds * 1000).toBeGreaterThanOrEqual(milliseconds);
        expect((seconds - 1) * 1000).toBeLessThan(Math.max(1, milliseconds));
      }),
    );
  });
});
