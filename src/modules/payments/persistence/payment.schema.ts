import { Schema, type Types } from 'mongoose';
import { CURRENCIES } from '../../../common/money/index.js';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import {
  PAYMENT_FLAGS,
  PAYMENT_METHODS,
  PAYMENT_SOURCES,
  PAYMENT_STATUSES,
  REFUND_STATUSES,
  type Payment,
  type PaymentSource,
  type ProviderRefs,
} from '../domain/payment.js';

export const PAYMENT_MODEL = 'Payment';

/** Where a checkout came from (000-46). */
export interface PaymentMetadata {
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  readonly source: PaymentSource;
  readonly campaignId: string | null;
  readonly affiliateId: string | null;
}

export interface PaymentDocument
  extends
    Omit<Payment, 'id' | 'userId' | 'courseId' | 'enrollmentId' | 'provider' | 'receiptNumber' | 'risk'>,
    BaseDocument {
  readonly user: Types.ObjectId;
  readonly course: Types.ObjectId;
  readonly enrollment: Types.ObjectId;
  /** What the provider has named so far; left out before it names anything. */
  readonly provider?: ProviderRefs;
  /** Left out before the payment is made: each is there once. */
  readonly receiptNumber?: string | null;
  /** Absent from payments of the time before risks were heeded. */
  readonly risk?: string | null;
  /** Set as long as the payment can be made: an enrollment has one such payment. */
  readonly isOpen?: true;
  /** Until when one request alone may open the provider's checkout. */
  readonly openingUntil: Date | null;
  /** When the provider was last asked about an open payment. */
  readonly lookedUpAt: Date | null;
  /** When what waits for the money is let go: the payment if it is still open, and the pending enrollment. */
  readonly releaseAt?: Date;
  readonly metadata: PaymentMetadata;
}

const minorUnits = (options: { default?: number } = {}) => ({
  type: Number,
  required: true,
  validate: Number.isSafeInteger,
  ...options,
});
const moment = { type: Date, default: null };
const text = (maxlength: number) => ({ type: String, maxlength, default: null });

const refundSchema = new Schema(
  {
    refundId: { type: String, required: true },
    amount: { ...minorUnits(), min: 1 },
    reason: { type: String, required: true, maxlength: 500 },
    status: { type: String, enum: REFUND_STATUSES, required: true },
    endAccess: { type: Boolean, required: true, default: false },
    requestedBy: { type: String, default: null },
    requestedAt: { type: Date, required: true },
    refundedAt: moment,
    providerRefundId: { type: String, default: null },
  },
  { _id: false },
);

/** The `payments` collection (000-39..46). */
export const paymentSchema = new Schema<PaymentDocument>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    enrollment: { type: Schema.Types.ObjectId, ref: 'Enrollment', required: true },
    amount: {
      amount: { ...minorUnits(), min: 0 },
      currency: { type: String, enum: CURRENCIES, required: true, default: 'USD' },
    },
    originalAmount: { ...minorUnits(), min: 0 },
    discountAmount: { ...minorUnits({ default: 0 }), min: 0 },
    discountCode: text(40),
    taxAmount: { ...minorUnits({ default: 0 }), min: 0 },
    method: { type: String, enum: PAYMENT_METHODS, required: true },
    // Without defaults: the unique indexes hold what is there only.
    provider: {
      paymentIntentId: String,
      chargeId: String,
      sessionId: String,
      transactionId: String,
      merchantTransactionId: String,
    },
    redirectUrl: text(2_048),
    status: { type: String, enum: PAYMENT_STATUSES, required: true, default: 'pending' },
    isOpen: Boolean,
    flags: { type: [{ type: String, enum: PAYMENT_FLAGS }], default: [] },
    openFlags: { type: [{ type: String, enum: PAYMENT_FLAGS }], default: [] },
    flagResolutions: {
      type: [
        new Schema(
          {
            flag: { type: String, enum: PAYMENT_FLAGS, required: true },
            note: { type: String, required: true, maxlength: 1000 },
            by: { type: String, required: true },
            at: { type: Date, required: true },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    risk: text(200),
    refunds: { type: [refundSchema], default: [] },
    refundedAmount: minorUnits({ default: 0 }),
    refundable: minorUnits({ default: 0 }),
    customer: {
      name: { type: String, required: true, maxlength: 200 },
      email: { type: String, required: true, maxlength: 254 },
      // Encrypted, the address as one (X30).
      phone: text(500),
      address: text(4_000),
      // Of who was erased: the name, encrypted, and since when it is kept for the law's sake alone.
      heldName: String,
      heldSince: Date,
    },
    description: { type: String, required: true, maxlength: 300 },
    receiptNumber: String,
    confirmedBy: { type: String, default: null },
    errorDetails: {
      type: new Schema(
        {
          code: { type: String, required: true, maxlength: 100 },
          message: { type: String, required: true, maxlength: 500 },
          timestamp: { type: Date, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
    metadata: {
      userAgent: text(512),
      ipAddress: text(64),
      source: { type: String, enum: PAYMENT_SOURCES, required: true, default: 'api' },
      campaignId: text(100),
      affiliateId: text(100),
    },
    openingUntil: moment,
    lookedUpAt: moment,
    releaseAt: Date,
    expiresAt: moment,
    paidAt: moment,
    failedAt: moment,
    cancelledAt: moment,
    refundedAt: moment,
  },
  { ...baseSchemaOptions, collection: 'payments' },
);

// One payment that can be made for each enrollment, however many checkouts are begun at once.
paymentSchema.index({ enrollment: 1 }, { unique: true, partialFilterExpression: { isOpen: true } });
// The payment of an event that names it in the provider's words; one payment each (000-47).
paymentSchema.index({ 'provider.paymentIntentId': 1 }, { unique: true, sparse: true });
paymentSchema.index({ 'provider.transactionId': 1 }, { unique: true, sparse: true });
paymentSchema.index({ 'provider.sessionId': 1 }, { unique: true, sparse: true });
// One receipt a number.
paymentSchema.index({ receiptNumber: 1 }, { unique: true, sparse: true });
// A learner's history (000-47, 000-49).
paymentSchema.index({ user: 1, createdAt: -1, _id: -1 });
// Lists of the administration, newest first: all, of a course, by state, by method, what needs a person (000-47).
paymentSchema.index({ createdAt: -1, _id: -1 });
paymentSchema.index({ course: 1, createdAt: -1, _id: -1 });
paymentSchema.index({ status: 1, createdAt: -1, _id: -1 });
paymentSchema.index({ method: 1, createdAt: -1, _id: -1 });
paymentSchema.index({ openFlags: 1, createdAt: -1, _id: -1 });
// Reconciling: open payments, those that weren't looked up for longest first.
paymentSchema.index({ lookedUpAt: 1 }, { partialFilterExpression: { isOpen: true } });
// Reconciling and revenue: what was paid in a time; of a course (000-49).
paymentSchema.index({ paidAt: 1, _id: 1 });
paymentSchema.index({ course: 1, paidAt: 1 });
// Checkouts whose time is over.
paymentSchema.index({ releaseAt: 1 }, { sparse: true });
// Refunds that wait for the provider.
paymentSchema.index({ 'refunds.status': 1 }, { sparse: true });
// Retention: payments that know from where they were begun, the oldest first (001-18).
paymentSchema.index(
  { createdAt: 1, 'metadata.ipAddress': 1 },
  { name: 'retention', partialFilterExpression: { 'metadata.ipAddress': { $gt: '' } } },
);
// Retention: names that are kept for the law's sake, the longest ago first.
paymentSchema.index({ 'customer.heldSince': 1 }, { sparse: true });
