import { describe, expect, it } from 'vitest';
import { discountPercent } from './course.js';

describe('a discount', () => {
  it.each([
    [7500, 10_000, 25],
    [0, 10_000, 100],
    [6667, 10_000, 33],
    [10_000, 10_000, null],
    [10_000, 5000, null],
    [10_000, null, null],
  ])('from a price of %j that was %j is %j per cent', (amount, originalAmount, percent) => {
    expect(discountPercent({ price: { amount, currency: 'USD' }, originalAmount })).toBe(percent);
  });
});
