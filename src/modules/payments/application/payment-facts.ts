import type { PaymentSnapshot } from '../../enrollments/index.js';
import type { Payment } from '../domain/payment.js';
import type { ProviderPayment } from '../domain/payment-provider.js';

/** What enrollments are told of a payment. */
export const snapshotOf = (payment: Payment): PaymentSnapshot => ({
  paymentId: payment.id,
  amount: payment.amount,
  method: payment.method,
  status: payment.status,
  transactionId: payment.provider.paymentIntentId ?? payment.provider.transactionId ?? null,
  paidAt: payment.paidAt,
  refundedAt: payment.refundedAt,
  refundAmount: payment.refundedAmount,
});

/** What every event about a payment says. */
export const factsOf = ({ id, userId, courseId }: Payment) => ({ paymentId: id, userId, courseId });

/** What a provider's adapter is told of a payment. */
export const forProvider = ({ id, amount, provider }: Payment): ProviderPayment => ({
  paymentId: id,
  amount,
  refs: provider,
});
