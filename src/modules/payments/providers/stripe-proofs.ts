import type { Stripe } from 'stripe';
import { CURRENCIES, type Currency, type Money } from '../../../common/money/index.js';
import type { ProviderProof, ProvenRefund } from '../domain/payment-provider.js';
import type { ProviderRefs, RefundStatus } from '../domain/payment.js';

/** What Stripe's objects prove. Amounts are minor units on both sides: all our currencies have two decimals. */

type Outcome = ProviderProof['outcome'];
type Reference = string | { readonly id: string } | null | undefined;

const idOf = (reference: Reference) => (typeof reference === 'string' ? reference : reference?.id);

/** References that are known; the others are left out, so that they take nothing away from what is stored. */
const refsOf = (refs: Partial<Record<'sessionId' | 'paymentIntentId' | 'chargeId', Reference>>) =>
  Object.fromEntries(
    Object.entries(refs).flatMap(([name, reference]) => {
      const id = idOf(reference);
      return id === undefined ? [] : [[name, id]];
    }),
  ) as ProviderRefs;

/** Null for a currency that no payment of ours can be in: it equals no amount that is expected. */
function moneyOf(amount: number | null, currency: string | null): Money | null {
  const code = currency?.toUpperCase() as Currency;
  return amount !== null && CURRENCIES.includes(code) ? { amount, currency: code } : null;
}

const failureOf = (error: Stripe.PaymentIntent['last_payment_error'] | undefined) =>
  error
    ? {
        code: error.decline_code ?? error.code ?? error.type,
        message: error.message ?? 'The payment failed.',
      }
    : null;

const expanded = <T extends { id: string }>(reference: string | T | null): T | undefined =>
  typeof reference === 'string' || reference === null ? undefined : reference;

export const refsOfSession = ({ id, payment_intent }: Stripe.Checkout.Session): ProviderRefs => {
  const intent = expanded(payment_intent);
  return refsOf({ sessionId: id, paymentIntentId: payment_intent, chargeId: intent?.latest_charge });
};

/** Of a session, with its payment intent if that was expanded. */
export function proofOfSession(
  session: Stripe.Checkout.Session,
  refunds: readonly ProvenRefund[] = [],
): ProviderProof {
  const intent = expanded(session.payment_intent);
  const outcome = outcomeOfSession(session, intent);
  return {
    outcome,
    amount: outcome === 'paid' ? moneyOf(session.amount_total, session.currency) : null,
    refs: refsOfSession(session),
    refunds,
    failure: outcome === 'paid' ? null : failureOf(intent?.last_payment_error),
  };
}

function outcomeOfSession(
  { status, payment_status }: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent | undefined,
): Outcome {
  if (payment_status === 'paid') return 'paid';
  if (status === 'expired') return 'cancelled';
  if (status === 'open') return 'pending';
  // Complete but unpaid: a method that takes days. It failed when the intent waits for another.
  return intent && intent.status !== 'processing' && intent.status !== 'succeeded' ? 'failed' : 'processing';
}

export const refsOfIntent = ({ id, latest_charge }: Stripe.PaymentIntent): ProviderRefs =>
  refsOf({ paymentIntentId: id, chargeId: latest_charge });

export function proofOfIntent(
  intent: Stripe.PaymentIntent,
  refunds: readonly ProvenRefund[] = [],
): ProviderProof {
  const outcome = INTENT_OUTCOMES[intent.status] ?? 'pending';
  return {
    outcome,
    amount: outcome === 'paid' ? moneyOf(intent.amount_received, intent.currency) : null,
    refs: refsOfIntent(intent),
    refunds,
    failure: outcome === 'paid' ? null : failureOf(intent.last_payment_error),
  };
}

/** A declined card leaves the intent waiting for another, and the session open: that is pending still. */
const INTENT_OUTCOMES: Partial<Record<Stripe.PaymentIntent.Status, Outcome>> = {
  succeeded: 'paid',
  processing: 'processing',
  canceled: 'cancelled',
};

export const refsOfRefund = (refund: Stripe.Refund): ProviderRefs =>
  refsOf({ paymentIntentId: refund.payment_intent, chargeId: refund.charge });

export const refsOfCharge = (charge: Stripe.Charge): ProviderRefs =>
  refsOf({ paymentIntentId: charge.payment_intent, chargeId: charge });

export const provenRefund = ({ id, amount, metadata, status }: Stripe.Refund): ProvenRefund => ({
  refundId: metadata?.['refundId'] ?? null,
  providerRefundId: id,
  amount,
  status: refundStatus(status),
});

export function refundStatus(status: string | null): RefundStatus {
  if (status === 'succeeded') return 'succeeded';
  return status === 'failed' || status === 'canceled' ? 'failed' : 'pending';
}
