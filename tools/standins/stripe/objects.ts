import { randomBytes } from 'node:crypto';
import type { Stripe } from 'stripe';

/** Fields of Stripe's objects that the stand-in knows, under Stripe's own types, so that none has a wrong name. */
type Part<T, K extends keyof T> = { -readonly [P in K]: T[P] };

export type Session = Part<
  Stripe.Checkout.Session,
  | 'id'
  | 'object'
  | 'amount_subtotal'
  | 'amount_total'
  | 'cancel_url'
  | 'client_reference_id'
  | 'created'
  | 'currency'
  | 'customer_email'
  | 'expires_at'
  | 'livemode'
  | 'metadata'
  | 'mode'
  | 'payment_method_types'
  | 'payment_status'
  | 'status'
  | 'success_url'
  | 'url'
> & { payment_intent: string | null };

export type PaymentIntent = Part<
  Stripe.PaymentIntent,
  | 'id'
  | 'object'
  | 'amount'
  | 'amount_received'
  | 'created'
  | 'currency'
  | 'last_payment_error'
  | 'livemode'
  | 'metadata'
  | 'status'
> & { latest_charge: string | null };

export type Charge = Pick<Stripe.Charge, 'object' | 'livemode'> &
  Part<
    Stripe.Charge,
    'id' | 'amount' | 'amount_refunded' | 'captured' | 'created' | 'currency' | 'metadata' | 'paid'
  > &
  Part<Stripe.Charge, 'refunded' | 'status'> & {
    payment_intent: string;
    billing_details: { email: string | null; name: string };
    payment_method_details: { type: 'card'; card: { brand: string; last4: string; exp_year: number } };
  };

export type Refund = Part<
  Stripe.Refund,
  'id' | 'object' | 'amount' | 'created' | 'currency' | 'failure_reason' | 'metadata' | 'reason' | 'status'
> & { charge: string; payment_intent: string };

export type StripeObject = Session | PaymentIntent | Charge | Refund;

/** What Stripe tells about: a snapshot of an object as it was then. */
export interface StripeEvent {
  readonly id: string;
  readonly object: 'event';
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: StripeObject };
  readonly livemode: boolean;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: Stripe.Event.Type;
}

/** An identifier as Stripe makes them: a prefix that says of what, and letters and digits. */
export const stripeId = (prefix: string): string =>
  `${prefix}_${randomBytes(24)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 24)}`;
