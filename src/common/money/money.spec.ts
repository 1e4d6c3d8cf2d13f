import { describe, expect, it } from 'vitest';
import { DomainError } from '../errors/index.js';
import { formatAmount, parseAmount } from './money.js';

describe('an amount of money', () => {
  it.each([
    ['99.99', 9999],
    ['0.05', 5],
    ['0', 0],
    ['7', 700],
    ['7.5', 750],
    ['999999999999.99', 99_999_999_999_999],
  ])('written %s is %d of the smallest units', (text, amount) => {
    expect(parseAmount(text, 'USD')).toEqual({ amount, currency: 'USD' });
  });

  it.each(['', '-1', '1,50', '1.999', '1e3', '.5', '5.', ' 5', 'NaN', '9999999999999'])(
    'is not written %j',
    (text) => {
      expect(() => parseAmount(text, 'USD')).toThrow(DomainError);
    },
  );

  it.each([
    [9999, '99.99'],
    [5, '0.05'],
    [0, '0.00'],
    [-1250, '-12.50'],
  ])('of %d smallest units is written %s', (amount, text) => {
    expect(formatAmount({ amount, currency: 'EUR' })).toBe(text);
  });
});
