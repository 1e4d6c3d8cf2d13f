import { Schema, type Types } from 'mongoose';
import { ROLES } from '../../common/access/index.js';
import type { Actor } from '../../common/http/request-context.js';
import { baseSchemaOptions } from '../mongo/index.js';

/** Relayed events are kept this long, for operators who ask what happened. */
const RETENTION_DAYS = 7;

/** An event between the transaction that published it and the queue. Its `_id` is the event's id, and gives the order. */
export interface OutboxRecord {
  _id: Types.ObjectId;
  type: string;
  payload: object;
  occurredAt: Date;
  requestId?: string;
  /** Who caused it. */
  actor?: Actor;
  /** Until the queue has it. */
  pending?: true;
  /** Which relay's batch it belongs to, and until when that relay alone may hand it over. */
  claim?: string;
  claimedUntil: Date;
  /** When the queue got it. */
  relayedAt?: Date;
}

export const OutboxSchema = new Schema<OutboxRecord>(
  {
    type: { type: String, required: true },
    // Each event type has a payload of its own.
    payload: { type: Schema.Types.Mixed, required: true },
    occurredAt: { type: Date, required: true },
    requestId: String,
    actor: {
      type: new Schema<Actor>(
        { userId: { type: String, required: true }, role: { type: String, enum: ROLES, required: true } },
        { _id: false },
      ),
    },
    pending: Boolean,
    claim: String,
    claimedUntil: { type: Date, required: true },
    relayedAt: Date,
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'outbox' },
);

// The next batch of a relay, the oldest first. It holds pending events only, so it stays small.
OutboxSchema.index({ pending: 1, _id: 1 }, { partialFilterExpression: { pending: true } });
// Drops relayed events. Pending ones have no `relayedAt`, so they never expire.
OutboxSchema.index({ relayedAt: 1 }, { expireAfterSeconds: RETENTION_DAYS * 86_400 });
