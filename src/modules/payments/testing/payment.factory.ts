import { Factory } from 'fishery';
import { Types } from 'mongoose';
import type { PaymentDocument } from '../persistence/payment.schema.js';

/** Documents of the `payments` collection: paid by card a day after the one before, unless said otherwise. */
export const paymentFactory = Factory.define<PaymentDocument>(({ sequence, params }) => {
  const _id = new Types.ObjectId();
  const at = new Date(Date.UTC(2026, 0, sequence, 12));
  const amount = { amount: 9999, currency: 'USD', ...params.amount } as const;
  return {
    _id,
    user: new Types.ObjectId(),
    course: new Types.ObjectId(),
    enrollment: new Types.ObjectId(),
    amount,
    originalAmount: amount.amount,
    discountAmount: 0,
    discountCode: null,
    taxAmount: 0,
    method: 'stripe',
    provider: { sessionId: `cs_${_id.toString()}`, paymentIntentId: `pi_${_id.toString()}` },
    redirectUrl: null,
    status: 'completed',
    flags: [],
    openFlags: [],
    flagResolutions: [],
    risk: null,
    refunds: [],
    refundedAmount: 0,
    refundable: amount.amount,
    customer: { name: 'Sam Student', email: 'sam@example.com' },
    description: `Course ${sequence}`,
    receiptNumber: `R-${_id.toString().toUpperCase()}`,
    confirmedBy: null,
    errorDetails: null,
    metadata: { userAgent: null, ipAddress: null, source: 'api', campaignId: null, affiliateId: null },
    openingUntil: null,
    lookedUpAt: null,
    expiresAt: at,
    paidAt: at,
    failedAt: null,
    cancelledAt: null,
    refundedAt: null,
    createdAt: at,
  };
});
