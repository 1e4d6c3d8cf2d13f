import type { Stripe } from 'stripe';
import { stripeId } from './objects.ts';
import type { Charge, PaymentIntent, Refund, Session, StripeEvent, StripeObject } from './objects.ts';

/** Objects as they are when they begin. @param time Unix time in seconds */

const API_VERSION = '2026-10-28.endive';

export const newIntent = (
  session: Session,
  metadata: Record<string, string>,
  time: number,
): PaymentIntent => ({
  id: stripeId('pi'),
  object: 'payment_intent',
  amount: session.amount_total ?? 0,
  amount_received: 0,
  created: time,
  currency: session.currency ?? '',
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  metadata,
  status: 'requires_payment_method',
});

export const newCharge = (intent: PaymentIntent, email: string | null, time: number): Charge => ({
  id: stripeId('ch'),
  object: 'charge',
  amount: intent.amount,
  amount_refunded: 0,
  billing_details: { email, name: 'Test Customer' },
  captured: true,
  created: time,
  currency: intent.currency,
  livemode: false,
  metadata: { ...intent.metadata },
  paid: true,
  payment_intent: intent.id,
  payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242', exp_year: 2031 } },
  refunded: false,
  status: 'succeeded',
});

export const newRefund = (
  charge: Charge,
  wanted: Pick<Refund, 'amount' | 'metadata' | 'reason' | 'status'>,
  time: number,
): Refund => ({
  id: stripeId('re'),
  object: 'refund',
  ...wanted,
  charge: charge.id,
  created: time,
  currency: charge.currency,
  payment_intent: charge.payment_intent,
});

export const newEvent = (type: Stripe.Event.Type, object: StripeObject, time: number): StripeEvent => ({
  id: stripeId('evt'),
  object: 'event',
  api_version: API_VERSION,
  created: time,
  data: { object: structuredClone(object) },
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  type,
});

/** The bank's refusal of a card. */
export const DECLINED: Stripe.PaymentIntent['last_payment_error'] = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
  type: 'card_error',
};
