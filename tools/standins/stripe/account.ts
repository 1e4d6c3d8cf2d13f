import type { Stripe } from 'stripe';
import { noSuch, StripeRefusal } from './errors.ts';
import { DECLINED, newCharge, newEvent, newIntent, newRefund } from './factories.ts';
import type { Charge, PaymentIntent, Refund, Session, StripeEvent, StripeObject } from './objects.ts';

/** What the account tells of each change. */
export type Announce = (event: StripeEvent) => void;

/** How the bank decides about a refund: at once, or when it is told to. */
export type RefundMode = 'succeeded' | 'pending';

/** A Stripe account: its objects, and what may become of them. Every change is an event. */
export class Account {
  readonly sessions = new Map<string, Session>();
  readonly paymentIntents = new Map<string, PaymentIntent>();
  readonly charges = new Map<string, Charge>();
  readonly refunds = new Map<string, Refund>();
  readonly events: StripeEvent[] = [];
  refundMode: RefundMode = 'succeeded';
  /** Metadata that sessions give to the payment intents made for them. */
  readonly #intentMetadata = new Map<string, Record<string, string>>();
  readonly #now: () => Date;
  readonly #announce: Announce;

  constructor(now: () => Date, announce: Announce) {
    this.#now = now;
    this.#announce = announce;
  }

  /** Unix time in seconds, as all of Stripe's times are. */
  get time(): number {
    return Math.floor(this.#now().getTime() / 1000);
  }

  /** @throws StripeRefusal when there is none, as Stripe says it */
  session(id: string): Session {
    const session = this.sessions.get(id);
    if (!session) throw noSuch('checkout.session', id);
    if (session.status === 'open' && session.expires_at <= this.time) this.#end(session);
    return session;
  }

  addSession(session: Session, intentMetadata: Record<string, string>): Session {
    this.sessions.set(session.id, session);
    this.#intentMetadata.set(session.id, intentMetadata);
    return session;
  }

  /** The customer pays by card: the money is there at once. */
  pay(id: string): Session {
    const session = this.#openSession(id);
    const intent = this.#intentOf(session);
    this.#succeed(intent, session);
    return this.#complete(session, 'paid');
  }

  /** The customer pays by a method whose money comes, or doesn't, later: see {@link settle}. */
  payLater(id: string): Session {
    const session = this.#openSession(id);
    const intent = this.#intentOf(session);
    intent.status = 'processing';
    this.#tell('payment_intent.processing', intent);
    return this.#complete(session, 'unpaid');
  }

  /** The bank's answer to {@link payLater}. */
  settle(id: string, outcome: 'succeeded' | 'failed'): Session {
    const session = this.session(id);
    const intent = this.#intentOf(session);
    if (outcome === 'failed') {
      this.#fail(intent);
      this.#tell('checkout.session.async_payment_failed', session);
      return session;
    }
    this.#succeed(intent, session);
    session.payment_status = 'paid';
    this.#tell('checkout.session.async_payment_succeeded', session);
    return session;
  }

  /** The bank refuses the card. The session stays open: the customer may try another. */
  decline(id: string): Session {
    const session = this.#openSession(id);
    this.#fail(this.#intentOf(session));
    return session;
  }

  expire(id: string): Session {
    const session = this.session(id);
    if (session.status !== 'open')
      throw new StripeRefusal(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
      );
    return this.#end(session);
  }

  /** @throws StripeRefusal `charge_already_refunded`, or when the amount is more than is left of the charge */
  refund(wanted: Pick<Refund, 'payment_intent' | 'metadata' | 'reason'> & { amount?: number }): Refund {
    const intent = this.paymentIntents.get(wanted.payment_intent);
    if (!intent) throw noSuch('payment_intent', wanted.payment_intent);
    const charge = this.charges.get(intent.latest_charge ?? '');
    if (!charge)
      throw new StripeRefusal(
        `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      );
    const left = charge.amount - charge.amount_refunded;
    if (left === 0)
      throw new StripeRefusal(`Charge ${charge.id} has already been refunded.`, {
        code: 'charge_already_refunded',
      });
    const amount = wanted.amount ?? left;
    if (amount > left)
      throw new StripeRefusal(
        `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
        { param: 'amount' },
      );
    if (amount < 1)
      throw new StripeRefusal('This value must be greater than or equal to 1.', {
        code: 'parameter_invalid_integer',
        param: 'amount',
      });
    const { metadata, reason } = wanted;
    const refund = newRefund(charge, { amount, metadata, reason, status: this.refundMode }, this.time);
    this.refunds.set(refund.id, refund);
    this.#move(charge, amount);
    this.#tell('refund.created', refund);
    this.#tell('charge.refunded', charge);
    return refund;
  }

  /** The bank's answer to a pending refund. */
  settleRefund(id: string, status: 'succeeded' | 'failed'): Refund {
    const refund = this.refunds.get(id);
    if (!refund) throw noSuch('refund', id);
    refund.status = status;
    if (status === 'failed') {
      refund.failure_reason = 'expired_or_canceled_card';
      this.#move(this.charges.get(refund.charge)!, -refund.amount);
      this.#tell('refund.failed', refund);
    }
    this.#tell('refund.updated', refund);
    this.#tell('charge.refund.updated', refund);
    return refund;
  }

  #move(charge: Charge, amount: number): void {
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
  }

  #openSession(id: string): Session {
    const session = this.session(id);
    if (session.status !== 'open') throw new StripeRefusal(`This Checkout Session is ${session.status}.`);
    return session;
  }

  #end(session: Session): Session {
    session.status = 'expired';
    session.url = null;
    this.#tell('checkout.session.expired', session);
    return session;
  }

  #complete(session: Session, paid: 'paid' | 'unpaid'): Session {
    Object.assign(session, { status: 'complete', payment_status: paid, url: null });
    this.#tell('checkout.session.completed', session);
    return session;
  }

  /** Stripe makes the payment intent when the customer first tries to pay. */
  #intentOf(session: Session): PaymentIntent {
    const known = this.paymentIntents.get(session.payment_intent ?? '');
    if (known) return known;
    const intent = newIntent(session, this.#intentMetadata.get(session.id) ?? {}, this.time);
    this.paymentIntents.set(intent.id, intent);
    session.payment_intent = intent.id;
    this.#tell('payment_intent.created', intent);
    return intent;
  }

  #succeed(intent: PaymentIntent, session: Session): void {
    const charge = newCharge(intent, session.customer_email, this.time);
    this.charges.set(charge.id, charge);
    Object.assign(intent, {
      amount_received: intent.amount,
      last_payment_error: null,
      latest_charge: charge.id,
      status: 'succeeded',
    });
    this.#tell('charge.succeeded', charge);
    this.#tell('payment_intent.succeeded', intent);
  }

  #fail(intent: PaymentIntent): void {
    intent.status = 'requires_payment_method';
    intent.last_payment_error = DECLINED;
    this.#tell('payment_intent.payment_failed', intent);
  }

  #tell(type: Stripe.Event.Type, object: StripeObject): void {
    const event = newEvent(type, object, this.time);
    this.events.push(event);
    this.#announce(event);
  }
}
