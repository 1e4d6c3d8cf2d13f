import type { Money } from '../../../common/money/index.js';
import type { EnrollmentPayment, PaymentMethod, PaymentView } from './enrollment.js';

/** The seven states of a payment (000-43), as payments report them. */
export type PaymentStatus =
  'pending' | 'processing' | 'completed' | 'failed' | 'cancelled' | 'refunded' | 'partially_refunded';

/** What payments tell of a payment. */
export interface PaymentSnapshot {
  readonly paymentId: string;
  readonly amount: Money;
  readonly method: PaymentMethod;
  readonly status: PaymentStatus;
  readonly transactionId: string | null;
  readonly paidAt: Date | null;
  readonly refundedAt: Date | null;
  /** In the currency's smallest units. */
  readonly refundAmount: number;
}

const VIEWS: Readonly<Record<PaymentStatus, PaymentView>> = {
  pending: 'pending',
  processing: 'pending',
  completed: 'completed',
  partially_refunded: 'completed',
  failed: 'failed',
  cancelled: 'failed',
  refunded: 'refunded',
};

/** The payment as its enrollment shows it (X14). */
export const viewOf = (payment: PaymentSnapshot): EnrollmentPayment => ({
  ...payment,
  status: VIEWS[payment.status],
});
