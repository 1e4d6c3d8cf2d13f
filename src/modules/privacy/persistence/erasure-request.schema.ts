import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { ERASURE_STATUSES, type ErasureRequest } from '../domain/erasure-request.js';

export const ERASURE_REQUEST_MODEL = 'ErasureRequest';

export interface ErasureRequestDocument extends Omit<ErasureRequest, 'id' | 'userId'>, BaseDocument {
  readonly user: Types.ObjectId;
  /** Set until it is over, one way or the other: somebody has one such request. */
  readonly open?: true;
}

/** The `erasure_requests` collection. It outlives the account, as the proof that the wish was fulfilled. */
export const erasureRequestSchema = new Schema<ErasureRequestDocument>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    status: { type: String, enum: ERASURE_STATUSES, required: true },
    open: Boolean,
    requestedAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    done: { type: [String], default: [] },
    finishedAt: { type: Date, default: null },
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'erasure_requests' },
);

// One at a time.
erasureRequestSchema.index(
  { user: 1 },
  { name: 'open', unique: true, partialFilterExpression: { open: true } },
);
// Somebody's latest.
erasureRequestSchema.index({ user: 1, requestedAt: -1 });
// What is to be done, the longest due first.
erasureRequestSchema.index({ dueAt: 1 }, { name: 'due', partialFilterExpression: { open: true } });
