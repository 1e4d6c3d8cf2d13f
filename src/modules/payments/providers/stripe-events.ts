import type { Stripe } from 'stripe';
import type { ProviderEvent, ProviderProof } from '../domain/payment-provider.js';
import type { ProviderRefs } from '../domain/payment.js';
import { paymentIdOf } from './payment-id.js';
import {
  proofOfIntent,
  proofOfSession,
  refsOfCharge,
  refsOfIntent,
  refsOfRefund,
  refsOfSession,
} from './stripe-proofs.js';

type Reading = Pick<ProviderEvent, 'paymentId' | 'refs' | 'proof'>;

/**
 * A webhook of Stripe in the product's terms. Events about refunds prove nothing by themselves: they come in any order,
 * each with the state of its moment, so Stripe is asked for the latest.
 */
export const eventOf = (event: Stripe.Event): ProviderEvent => ({
  eventId: event.id,
  type: event.type,
  occurredAt: new Date(event.created * 1000),
  payload: payloadOf(event),
  ...read(event),
});

function read(event: Stripe.Event): Reading {
  switch (event.type) {
    case 'checkout.session.completed':
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_succeeded':
      return ofSession(event.data.object, proofOfSession(event.data.object));
    case 'checkout.session.async_payment_failed':
      return ofSession(event.data.object, {
        ...proofOfSession(event.data.object),
        outcome: 'failed',
        failure: { code: 'payment_failed', message: 'The bank did not pay.' },
      });
    case 'payment_intent.succeeded':
    case 'payment_intent.processing':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return reading(event.data.object, refsOfIntent(event.data.object), proofOfIntent(event.data.object));
    case 'charge.refunded':
      return reading(event.data.object, refsOfCharge(event.data.object), null);
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return reading(event.data.object, refsOfRefund(event.data.object), null);
    default:
      return { paymentId: null, refs: {}, proof: null };
  }
}

const ofSession = (session: Stripe.Checkout.Session, proof: ProviderProof) =>
  reading(session, refsOfSession(session), proof);

const reading = (
  { metadata }: { readonly metadata: Stripe.Metadata | null },
  refs: ProviderRefs,
  proof: ProviderProof | null,
): Reading => ({ paymentId: paymentIdOf(metadata?.['paymentId']), refs, proof });

/** What is kept of an object: what it is, and what happened to which money. No card, no person, no links. */
const KEPT = [
  'id', 'object', 'amount', 'amount_received', 'amount_refunded', 'amount_total', 'charge', 'client_reference_id',
  'created', 'currency', 'expires_at', 'failure_reason', 'latest_charge', 'payment_intent', 'payment_status',
  'reason', 'refunded', 'status',
]; // prettier-ignore

function payloadOf({ id, type, created, api_version, livemode, data }: Stripe.Event) {
  const object = data.object as unknown as Record<string, unknown>;
  const kept = KEPT.flatMap((name) => {
    const value = object[name];
    return value === undefined || typeof value === 'object' ? [] : [[name, value] as const];
  });
  return { id, type, created, apiVersion: api_version, livemode, object: Object.fromEntries(kept) };
}
