import type { Money } from '../../../common/money/index.js';
import type { SealedBilling } from './billing.js';

/** How somebody pays (000-41). */
export const PAYMENT_METHODS = ['stripe', 'sslcommerz', 'cash'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** Methods behind which a payment provider stands. */
export type ProviderMethod = Exclude<PaymentMethod, 'cash'>;

export const PAYMENT_STATUSES = [
  'pending',
  'processing',
  'completed',
  'failed',
  'cancelled',
  'refunded',
  'partially_refunded',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const REFUND_STATUSES = ['pending', 'succeeded', 'failed'] as const;
export type RefundStatus = (typeof REFUND_STATUSES)[number];

/**
 * Why a payment needs a person: the provider was paid another amount or currency than the payment asks for; money came
 * that can't buy anything any more; a refund came to nothing; the provider refunded what wasn't asked for here; the buyer paid
 * a second time for what was paid; the provider warns that the payment is risky, and nothing is given for it until somebody
 * accepts it.
 */
export const PAYMENT_FLAGS = [
  'amount-mismatch',
  'late-money',
  'refund-failed',
  'foreign-refund',
  'paid-twice',
  'high-risk',
] as const;
export type PaymentFlag = (typeof PAYMENT_FLAGS)[number];

/** That somebody has dealt with what a flag calls for. */
export interface FlagResolution {
  readonly flag: PaymentFlag;
  /** What was found and done. */
  readonly note: string;
  /** The administrator. */
  readonly by: string;
  readonly at: Date;
}

/** Where a checkout was begun (000-46). */
export const PAYMENT_SOURCES = ['web', 'mobile', 'api'] as const;
export type PaymentSource = (typeof PAYMENT_SOURCES)[number];

/**
 * What the provider calls a payment (000-42).
 *
 * | | Stripe | SSLCommerz |
 * |---|---|---|
 * | sessionId | Checkout Session | `sessionkey` |
 * | paymentIntentId | PaymentIntent | |
 * | chargeId | Charge | `val_id` |
 * | transactionId | | `bank_tran_id` |
 * | merchantTransactionId | | `tran_id` |
 */
export interface ProviderRefs {
  readonly paymentIntentId?: string | null;
  readonly chargeId?: string | null;
  readonly sessionId?: string | null;
  readonly transactionId?: string | null;
  readonly merchantTransactionId?: string | null;
}

/** Money on its way back, or back (000-44). */
export interface Refund {
  readonly refundId: string;
  /** In the payment's currency, minor units. */
  readonly amount: number;
  readonly reason: string;
  readonly status: RefundStatus;
  /** Whether access ends with it although something stays paid (P11). */
  readonly endAccess: boolean;
  /** The administrator who asked; null for what the system or the provider began. */
  readonly requestedBy: string | null;
  readonly requestedAt: Date;
  readonly refundedAt: Date | null;
  readonly providerRefundId: string | null;
}

/** The buyer as they were at checkout (000-45). */
export interface Customer extends SealedBilling {
  readonly name: string;
  readonly email: string;
}

/** A payment for a course (000-39..46). Amounts are minor units of the one `currency`. */
export interface Payment {
  readonly id: string;
  readonly userId: string;
  readonly courseId: string;
  readonly enrollmentId: string;
  /** What is to be paid: the course's price at checkout, whatever it costs later. */
  readonly amount: Money;
  readonly originalAmount: number;
  readonly discountAmount: number;
  readonly discountCode: string | null;
  readonly taxAmount: number;
  readonly method: PaymentMethod;
  readonly provider: ProviderRefs;
  readonly redirectUrl: string | null;
  readonly status: PaymentStatus;
  /** What has ever called for a person. */
  readonly flags: readonly PaymentFlag[];
  /** Those of them that still do. */
  readonly openFlags: readonly PaymentFlag[];
  /** Who has dealt with what, oldest first. */
  readonly flagResolutions: readonly FlagResolution[];
  /** What its provider warned of when it was paid. */
  readonly risk: string | null;
  readonly refunds: readonly Refund[];
  /** What succeeded refunds have given back. */
  readonly refundedAmount: number;
  /** What may still be refunded: paid, and neither given back nor on its way. */
  readonly refundable: number;
  readonly customer: Customer;
  readonly description: string;
  readonly receiptNumber: string | null;
  /** Who took the cash (X33). */
  readonly confirmedBy: string | null;
  readonly errorDetails: { readonly code: string; readonly message: string; readonly timestamp: Date } | null;
  /** When the checkout is given up, unless it is paid. */
  readonly expiresAt: Date | null;
  readonly paidAt: Date | null;
  readonly failedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly refundedAt: Date | null;
  readonly createdAt: Date;
}
