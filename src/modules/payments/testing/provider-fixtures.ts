import { Logger } from '@nestjs/common';
import { expect } from 'vitest';
import { createLogger, NestLogger } from '../../../infra/logging/index.js';
import type { CheckoutRequest } from '../domain/payment-provider.js';

export const PAYMENT_ID = '6a0f3c2b1d4e5f6071829304';

/** An error of ours with this code. */
export const code = (expected: string): unknown =>
  expect.objectContaining({ type: expect.objectContaining({ code: expected }) });

/** Has what is logged from now on kept. @returns every line, as text */
export function keepLog(): readonly string[] {
  const log: string[] = [];
  Logger.overrideLogger(new NestLogger(createLogger('info', { write: (line) => void log.push(line) })));
  return log;
}

/** A checkout of an hour, with everything that is hard to write down. */
export const checkoutRequest = (
  now: Date,
  changes: Pick<CheckoutRequest, 'amount'> & Partial<CheckoutRequest>,
): CheckoutRequest => ({
  paymentId: PAYMENT_ID,
  title: 'Analytical Engines & Äther <1>',
  customer: { name: 'Ada Lovelace', email: 'ada+test@example.org' },
  urls: {
    success: 'https://lyceum.example/paid?payment=1&session={CHECKOUT_SESSION_ID}',
    cancel: 'https://lyceum.example/cancelled',
    fail: 'https://lyceum.example/failed',
    notify: 'https://lyceum.example/webhook',
  },
  expiresAt: new Date(now.getTime() + 3_600_000),
  ...changes,
});
