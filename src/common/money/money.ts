import type { ErrorType } from '../errors/index.js';
import { DomainError } from '../errors/index.js';

export const CURRENCIES = ['USD', 'EUR', 'GBP', 'BDT'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** An amount of money. `amount` counts the currency's smallest units (cents, pence, poisha), so sums are exact (T22). */
export interface Money {
  readonly amount: number;
  readonly currency: Currency;
}

/** Decimal places of a currency (ISO 4217). */
const DECIMALS: Record<Currency, number> = { USD: 2, EUR: 2, GBP: 2, BDT: 2 };

export const MoneyErrors = {
  notAnAmount: {
    code: 'not-an-amount',
    kind: 'malformed',
    title: 'Not an amount of money',
    detail: 'Write amounts as decimal strings, such as "99.99".',
  },
} as const satisfies Record<string, ErrorType>;

/** As the API writes amounts: `{ amount: 9999, currency: 'USD' }` -> `"99.99"`. */
export function formatAmount({ amount, currency }: Money): string {
  const decimals = DECIMALS[currency];
  const digits = Math.abs(amount)
    .toString()
    .padStart(decimals + 1, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * As the API reads amounts: `"99.9"` -> 9990 cents.
 *
 * @throws DomainError `not-an-amount` for anything but a plain decimal number with at most the currency's decimal places
 */
export function parseAmount(text: string, currency: Currency): Money {
  const [, whole, fraction = ''] = /^(\d{1,12})(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > DECIMALS[currency])
    throw new DomainError(MoneyErrors.notAnAmount);
  return { amount: Number(whole + fraction.padEnd(DECIMALS[currency], '0')), currency };
}
