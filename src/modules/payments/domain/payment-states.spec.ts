import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPaid, isPaidTwice, judge, mayBecome, statusAfterRefund, type Verdict } from './payment-states.js';
import { PAYMENT_STATUSES, type PaymentStatus } from './payment.js';

const PRICE = { amount: 9999, currency: 'USD' } as const;
const STATE: Partial<Record<Verdict, PaymentStatus>> = {
  pay: 'completed',
  hold: 'completed',
  mismatch: 'failed',
  processing: 'processing',
  failed: 'failed',
  cancelled: 'cancelled',
};

const outcomes = fc.constantFrom('pending', 'processing', 'paid', 'failed', 'cancelled');
const proofs = fc.array(
  fc.record({ outcome: outcomes, risk: fc.constantFrom(null, 'High') }).map(({ outcome, risk }) => ({
    outcome,
    ...(outcome === 'paid' ? { amount: PRICE, risk } : { amount: null }),
  })),
);
type Proofs = typeof proofs extends fc.Arbitrary<infer P> ? P : never;

const after = (list: Proofs): PaymentStatus =>
  list.reduce<PaymentStatus>(
    (status, proof) => STATE[judge({ status, amount: PRICE }, proof)] ?? status,
    'pending',
  );

describe('the states of a payment', () => {
  it('are those of the model, for every pair', () => {
    const table = Object.fromEntries(
      PAYMENT_STATUSES.map((from) => [from, PAYMENT_STATUSES.filter((to) => mayBecome(from, to))]),
    );
    expect(table).toEqual({
      pending: ['processing', 'completed', 'failed', 'cancelled'],
      processing: ['completed', 'failed', 'cancelled'],
      completed: ['refunded', 'partially_refunded'],
      failed: ['completed'],
      cancelled: ['completed'],
      refunded: [],
      partially_refunded: ['refunded'],
    });
  });

  it('end completed whenever there is a proof of payment, in whatever order and however often', () => {
    fc.assert(
      fc.property(proofs, (list) => {
        expect(isPaid(after(list))).toBe(list.some(({ outcome }) => outcome === 'paid'));
      }),
    );
  });

  it('are the same after a proof that comes again', () => {
    fc.assert(
      fc.property(proofs, (list) => {
        expect(after(list.flatMap((proof) => [proof, proof]))).toBe(after(list));
      }),
    );
  });

  it('never leave what is paid for a late report', () => {
    fc.assert(
      fc.property(fc.constantFrom('completed', 'partially_refunded', 'refunded'), proofs, (status, list) => {
        for (const proof of list) expect(judge({ status, amount: PRICE }, proof)).toBe('nothing');
      }),
    );
  });

  it('take no other amount and no other currency for the price', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('USD', 'BDT'), (amount, currency) => {
        const verdict = judge(
          { status: 'pending', amount: PRICE },
          { outcome: 'paid', amount: { amount, currency } },
        );
        expect(verdict).toBe(amount === 9999 && currency === 'USD' ? 'pay' : 'mismatch');
      }),
    );
    const paid = { outcome: 'paid', amount: null } as const;
    expect(judge({ status: 'pending', amount: PRICE }, paid)).toBe('mismatch');
  });

  it('follow what was given back', () => {
    expect(statusAfterRefund('completed', 100, 40)).toBe('partially_refunded');
    expect(statusAfterRefund('partially_refunded', 100, 100)).toBe('refunded');
    expect(statusAfterRefund('refunded', 100, 40)).toBe('refunded');
    expect(statusAfterRefund('completed', 100, 0)).toBe('completed');
  });
});

describe('a second payment for the same checkout', () => {
  const paid = { status: 'completed', provider: { transactionId: 'a', paymentIntentId: null } } as const;
  const proof = (outcome: 'paid' | 'pending', transactionId: string | null) =>
    ({ outcome, refs: { transactionId } }) as const;

  it('is money that the provider calls otherwise than the first', () => {
    expect(isPaidTwice(paid, proof('paid', 'b'))).toBe(true);
    expect(isPaidTwice({ ...paid, status: 'refunded' }, proof('paid', 'b'))).toBe(true);
  });

  it('is neither the first again, nor what names nothing, nor the first that came', () => {
    expect(isPaidTwice(paid, proof('paid', 'a'))).toBe(false);
    expect(isPaidTwice(paid, proof('paid', null))).toBe(false);
    expect(isPaidTwice(paid, proof('pending', 'b'))).toBe(false);
    expect(isPaidTwice({ ...paid, provider: {} }, proof('paid', 'b'))).toBe(false);
    expect(isPaidTwice({ ...paid, status: 'failed' }, proof('paid', 'b'))).toBe(false);
  });
});
