import type { Money } from '../../../common/money/index.js';
import type { Billing } from './billing.js';
import type { Customer, ProviderMethod, ProviderRefs, RefundStatus } from './payment.js';

/** Where the provider sends the buyer's browser, and where it reports. */
export interface CheckoutUrls {
  readonly success: string;
  readonly cancel: string;
  readonly fail: string;
  readonly notify: string;
}

export interface CheckoutRequest {
  /** 24 hexadecimal digits: the provider's idempotency key or merchant's transaction id. */
  readonly paymentId: string;
  readonly amount: Money;
  /** What is bought, as it stands on the provider's page. */
  readonly title: string;
  readonly customer: Pick<Customer, 'name' | 'email'>;
  /** Whom the bill is for, if the buyer said so. */
  readonly billing?: Billing | null;
  readonly urls: CheckoutUrls;
  /** From then on it can't be paid any more, as far as the provider can see to that. */
  readonly expiresAt: Date;
}

export interface OpenedCheckout {
  readonly refs: ProviderRefs;
  /** Where the buyer pays. */
  readonly redirectUrl: string;
}

/** A payment as an adapter needs to know it. */
export interface ProviderPayment {
  readonly paymentId: string;
  readonly amount: Money;
  readonly refs: ProviderRefs;
}

/** A refund that the provider knows. */
export interface ProvenRefund {
  /** Ours, if it was asked for here; null when somebody made it in the provider's dashboard. */
  readonly refundId: string | null;
  readonly providerRefundId: string;
  /** Minor units of the payment's currency. */
  readonly amount: number;
  readonly status: RefundStatus;
}

/**
 * What a provider vouches for.
 *
 * `pending`: can still be paid; a declined card leaves it so, with `failure` set. `processing`: the buyer has done all,
 * the money is on its way. `paid`: the money is there, also if some or all of it went back later. `failed`, `cancelled`:
 * it came to nothing, by the bank or by the buyer or time.
 */
export interface ProviderProof {
  readonly outcome: 'pending' | 'processing' | 'paid' | 'failed' | 'cancelled';
  /** What was paid; null unless `paid`. */
  readonly amount: Money | null;
  /** What is known by now; merged into what is stored. */
  readonly refs: ProviderRefs;
  /** Those that this proof tells of; a refund that is missing says nothing. */
  readonly refunds: readonly ProvenRefund[];
  readonly failure: { readonly code: string; readonly message: string } | null;
  /** What the provider warns of in what was paid: nothing is to be given for it before a person has looked. */
  readonly risk?: string | null;
}

/** A report of the provider whose signature was checked. */
export interface ProviderEvent {
  /** The same in each delivery of the event, unique for the provider. */
  readonly eventId: string;
  /** The provider's own word. */
  readonly type: string;
  /** Ours, if the event carries it; null when it concerns no payment of ours, or names it by `refs` only. */
  readonly paymentId: string | null;
  readonly refs: ProviderRefs;
  readonly occurredAt: Date;
  /** What the event itself proves; null when the provider must be asked. */
  readonly proof: ProviderProof | null;
  /** What is stored: no card data, no secrets, no key that begins with `$` or holds a dot. */
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface RefundRequest {
  readonly payment: ProviderPayment;
  /** The provider's idempotency key. */
  readonly refundId: string;
  /** Since when it may have been sent before. */
  readonly promisedAt: Date;
  /** Minor units of the payment's currency. */
  readonly amount: number;
  readonly reason: string;
}

export interface RefundAnswer {
  /** Null when the provider refused at once. */
  readonly providerRefundId: string | null;
  readonly status: RefundStatus;
  /** Why it failed. */
  readonly failure?: string;
}

/**
 * A payment provider, in the product's terms. Every method may be called again with the same ids after a crash, and has
 * one effect then.
 *
 * All throw DomainError `payment-provider-unavailable` when the provider can't be reached, doesn't answer in time or fails:
 * then nothing is known, and the call is repeated later.
 */
export abstract class PaymentProvider {
  abstract readonly method: ProviderMethod;

  /** @throws DomainError `payment-provider-refused` when it will never accept this payment */
  abstract openCheckout(request: CheckoutRequest): Promise<OpenedCheckout>;

  /** Sees to it that an unpaid checkout can't be paid any more; no effect where the provider offers nothing for it. */
  abstract closeCheckout(payment: ProviderPayment): Promise<void>;

  /**
   * Checks the signature on the bytes as they came, and reads the event.
   *
   * @throws DomainError `forged-signature`, also when it is missing or too old; `malformed-request` when what is signed
   * can't be read
   */
  abstract readEvent(request: {
    readonly rawBody: Buffer;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  }): ProviderEvent;

  /** Asks what is true about a payment. */
  abstract lookUp(payment: ProviderPayment): Promise<ProviderProof>;

  /** Gives money back. A refusal is an answer (`failed`), not an error. */
  abstract refund(request: RefundRequest): Promise<RefundAnswer>;

  /** Asks what became of a refund. */
  abstract lookUpRefund(refund: {
    readonly payment: ProviderPayment;
    readonly refundId: string;
    readonly providerRefundId: string;
  }): Promise<RefundAnswer>;
}

/** All providers; what is injected. */
export abstract class PaymentProviders {
  abstract of(method: ProviderMethod): PaymentProvider;
}
