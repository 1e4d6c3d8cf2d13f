import { Schema, type Types } from 'mongoose';
import { CURRENCIES } from '../../../common/money/index.js';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import {
  PAYMENT_METHODS,
  REFUND_STATUSES,
  type PaymentMethod,
  type ProviderRefs,
} from '../domain/payment.js';
import { EVENT_STATES, type EventState } from '../domain/payment-event.js';
import type { ProviderProof } from '../domain/payment-provider.js';

export const PAYMENT_EVENT_MODEL = 'PaymentEvent';

/** Something that was reported or decided about a payment: inbox of webhooks and transaction log in one (000-50). */
export interface PaymentEventDocument extends BaseDocument {
  readonly provider: PaymentMethod;
  readonly eventId: string;
  readonly type: string;
  /** Ours; null when the event doesn't name it or concerns none. */
  readonly payment: Types.ObjectId | null;
  /** Left out when the event names nothing. */
  readonly refs?: ProviderRefs;
  readonly proof: ProviderProof | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly state: EventState;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly error: string | null;
  readonly occurredAt: Date;
  readonly processedAt: Date | null;
  /** When it is taken up again unless it is processed by then. */
  readonly retryAt?: Date;
  readonly createdAt: Date;
}

const refs = {
  paymentIntentId: String,
  chargeId: String,
  sessionId: String,
  transactionId: String,
  merchantTransactionId: String,
};

const proofSchema = new Schema(
  {
    outcome: {
      type: String,
      enum: ['pending', 'processing', 'paid', 'failed', 'cancelled'],
      required: true,
    },
    amount: {
      type: new Schema(
        {
          amount: { type: Number, required: true },
          currency: { type: String, enum: CURRENCIES, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
    refs,
    refunds: {
      type: [
        new Schema(
          {
            refundId: { type: String, default: null },
            providerRefundId: { type: String, required: true },
            amount: { type: Number, required: true },
            status: { type: String, enum: REFUND_STATUSES, required: true },
          },
          { _id: false },
        ),
      ],
      default: [],
    },
    failure: {
      type: new Schema({ code: String, message: String }, { _id: false }),
      default: null,
    },
  },
  { _id: false },
);

export const paymentEventSchema = new Schema<PaymentEventDocument>(
  {
    provider: { type: String, enum: PAYMENT_METHODS, required: true },
    eventId: { type: String, required: true, maxlength: 300 },
    type: { type: String, required: true, maxlength: 100 },
    payment: { type: Schema.Types.ObjectId, ref: 'Payment', default: null },
    refs,
    proof: { type: proofSchema, default: null },
    // Each provider has a form of its own.
    payload: { type: Schema.Types.Mixed, default: {} },
    state: { type: String, enum: EVENT_STATES, required: true, default: 'received' },
    attempts: { type: Number, required: true, default: 0 },
    error: { type: String, maxlength: 1_000, default: null },
    occurredAt: { type: Date, required: true },
    processedAt: { type: Date, default: null },
    retryAt: Date,
  },
  { ...baseSchemaOptions, collection: 'payment_events' },
);

// An event that is delivered again is the same event.
paymentEventSchema.index({ provider: 1, eventId: 1 }, { unique: true });
// What happened to a payment, in order.
paymentEventSchema.index({ payment: 1, createdAt: 1, _id: 1 });
// Events that were stored and not processed, those that wait longest first. Processed ones aren't in it.
paymentEventSchema.index({ retryAt: 1 }, { sparse: true });
