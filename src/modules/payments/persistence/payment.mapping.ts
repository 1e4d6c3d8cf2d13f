import type { Payment } from '../domain/payment.js';
import type { PaymentDocument } from './payment.schema.js';

/** The document without what only the database needs. */
export function toPayment(document: PaymentDocument): Payment {
  const {
    _id,
    user,
    course,
    enrollment,
    isOpen: _isOpen,
    openingUntil: _openingUntil,
    lookedUpAt: _lookedUpAt,
    releaseAt: _releaseAt,
    metadata: _metadata,
    provider = {},
    receiptNumber = null,
    risk = null,
    ...values
  } = document;
  return {
    id: _id.toString(),
    userId: user.toString(),
    courseId: course.toString(),
    enrollmentId: enrollment.toString(),
    ...values,
    provider,
    receiptNumber,
    risk,
  };
}
