import { randomBytes } from 'node:crypto';
import { Deliveries } from '../web/deliveries.ts';
import { Failures, type Failure } from '../web/failures.ts';
import { NOT_FOUND, redirect, startWebServer, type WebAnswer, type WebRequest } from '../web/server.ts';
import { Account, type RefundMode } from './account.ts';
import { StripeApi } from './api.ts';
import { StripeRefusal } from './errors.ts';
import type { Refund, Session, StripeEvent } from './objects.ts';
import { checkoutPage, sessionsPage } from './pages.ts';
import { stripeSignature } from './signature.ts';

/** The events that the endpoint listens to, as an operator picks them in Stripe's dashboard. */
const ENABLED_EVENTS: ReadonlySet<string> = new Set<StripeEvent['type']>([
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'payment_intent.processing',
  'payment_intent.succeeded',
  'payment_intent.payment_failed',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
]);

export interface StripeOptions {
  /** 0, the default, takes any that is free. */
  readonly port?: number;
  /** Where events are sent; can be told later. */
  readonly webhookUrl?: string;
  /** Made up unless given. */
  readonly secretKey?: string;
  readonly webhookSecret?: string;
  readonly clock?: () => Date;
}

/** How a delivery differs from an honest one. */
export interface DeliveryOptions {
  /** How many equal ones are sent at once; 1 unless given. */
  readonly times?: number;
  /** When it says that it was signed; now unless given. */
  readonly signedAt?: Date;
  readonly secret?: string;
  /** Changes the body after it was signed. */
  readonly tamper?: (body: string) => string;
}

/** Stripe, played: no money moves, everything else does. */
export interface StripeStandIn {
  readonly url: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly sessions: ReadonlyMap<string, Session>;
  readonly refunds: ReadonlyMap<string, Refund>;
  /** Everything that happened, the latest last, whether the endpoint listens to it or not. */
  readonly events: readonly StripeEvent[];
  sendTo(webhookUrl: string): void;
  /** What the customer does at the checkout page. */
  pay(sessionId: string): Session;
  decline(sessionId: string): Session;
  /** Pays by a method that settles later, as {@link settle} says. */
  payLater(sessionId: string): Session;
  settle(sessionId: string, outcome: 'succeeded' | 'failed'): Session;
  expire(sessionId: string): Session;
  /** Whether refunds are done at once, as most are, or wait for {@link settleRefund}. */
  setRefundMode(mode: RefundMode): void;
  settleRefund(refundId: string, status: 'succeeded' | 'failed'): Refund;
  /** Sends an event again, once for each of `times`, all at the same moment. @returns the statuses that were answered */
  deliver(event: StripeEvent, options?: DeliveryOptions): Promise<number[]>;
  /** Keeps webhooks back until {@link resumeDelivery}. */
  holdDelivery(): void;
  resumeDelivery(): void;
  /** Resolves when no webhook is under way. */
  delivered(): Promise<void>;
  /** Answers the next API requests with an error, or with nothing at all. */
  failNext(failure: Failure, times?: number): void;
  close(): Promise<void>;
}

/** Starts a stand-in for Stripe on 127.0.0.1. */
export async function startStripe(options: StripeOptions = {}): Promise<StripeStandIn> {
  const {
    port = 0,
    secretKey = `sk_test_${randomBytes(24).toString('hex')}`,
    webhookSecret = `whsec_${randomBytes(24).toString('hex')}`,
    clock = () => new Date(),
  } = options;
  let { webhookUrl } = options;
  let url = '';
  const failures = new Failures();
  const deliveries = new Deliveries();

  const message = (event: StripeEvent, { signedAt, secret, tamper }: DeliveryOptions = {}) => {
    if (!webhookUrl) throw new Error('Nobody said where webhooks go.');
    const body = JSON.stringify(event, undefined, 2);
    const time = Math.floor((signedAt ?? clock()).getTime() / 1000);
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Stripe-Signature': stripeSignature(body, secret ?? webhookSecret, time),
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    };
    return { url: webhookUrl, headers, body: tamper ? tamper(body) : body };
  };

  const account = new Account(clock, (event) => {
    if (webhookUrl && ENABLED_EVENTS.has(event.type)) deliveries.send(() => message(event));
  });
  const api = new StripeApi(account, secretKey, (id) => `${url}/c/pay/${id}`);

  const server = await startWebServer(port, (request) => {
    if (request.path[0] !== 'v1') return checkout(account, request);
    const failure = failures.next();
    if (failure === 'hang') return undefined;
    if (failure === undefined) return api.answer(request);
    if (failure === 'lost') api.answer(request);
    const status = failure === 'lost' ? 502 : failure;
    const type = failure === 429 ? 'rate_limit_error' : 'api_error';
    return new StripeRefusal('Something went wrong on our end.', { status, type }).answer();
  });
  url = server.url;

  return {
    url,
    secretKey,
    webhookSecret,
    sessions: account.sessions,
    refunds: account.refunds,
    events: account.events,
    sendTo: (to) => void (webhookUrl = to),
    pay: (id) => account.pay(id),
    decline: (id) => account.decline(id),
    payLater: (id) => account.payLater(id),
    settle: (id, outcome) => account.settle(id, outcome),
    expire: (id) => account.expire(id),
    setRefundMode: (mode) => void (account.refundMode = mode),
    settleRefund: (id, status) => account.settleRefund(id, status),
    deliver: (event, { times = 1, ...how } = {}) =>
      Promise.all(Array.from({ length: times }, () => deliveries.attempt(() => message(event, how)))),
    holdDelivery: () => deliveries.hold(),
    resumeDelivery: () => deliveries.resume(),
    delivered: () => deliveries.settled(),
    failNext: (failure, times = 1) => failures.add(failure, times),
    close: async () => void (await Promise.all([deliveries.close(), server.close()])),
  };
}

/** The hosted page, and what its buttons do; at `/`, all sessions. */
function checkout(account: Account, { method, path: [first, second, id = ''], body }: WebRequest): WebAnswer {
  if (first === '') return sessionsPage([...account.sessions.values()].toReversed());
  if (first !== 'c' || second !== 'pay' || !account.sessions.has(id)) return NOT_FOUND;
  const session = account.session(id);
  if (method !== 'POST' || session.status !== 'open') return checkoutPage(session);
  switch (new URLSearchParams(body.toString()).get('action')) {
    case 'pay':
      return redirect(account.pay(id).success_url!.replaceAll('{CHECKOUT_SESSION_ID}', id));
    case 'cancel':
      return session.cancel_url ? redirect(session.cancel_url) : checkoutPage(session);
    case 'decline':
      return checkoutPage(account.decline(id), 'Your card was declined. Try another.');
    default:
      return checkoutPage(session);
  }
}
