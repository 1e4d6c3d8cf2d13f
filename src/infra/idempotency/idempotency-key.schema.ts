import { Schema } from 'mongoose';
import { baseSchemaOptions } from '../mongo/index.js';

/** An answer as it went over the wire, without what belongs to its own request, such as its id. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent when the answer had none. */
  readonly body?: Buffer;
}

/** A request that must have its effect once. */
export interface IdempotencyKeyRecord {
  /** A hash of who asks, for what, and the key. That it is the `_id` makes it unique without an index of its own. */
  _id: string;
  /** A hash of the request, to tell a repetition from a reused key. */
  fingerprint: string;
  /** Who is working on it: a word that each attempt makes up. */
  claim: string;
  /** Who asked, unless it was a guest. */
  user?: string;
  /** Set when the work is done. */
  answer?: StoredAnswer;
  /** Until then the claim holds, or the answer is repeated. Later the record counts for nothing. */
  expiresAt: Date;
}

export const IdempotencyKeySchema = new Schema<IdempotencyKeyRecord>(
  {
    _id: { type: String, required: true },
    fingerprint: { type: String, required: true },
    claim: { type: String, required: true },
    user: String,
    answer: {
      type: new Schema<StoredAnswer>(
        {
          status: { type: Number, required: true },
          headers: { type: Schema.Types.Mixed, required: true },
          body: Buffer,
        },
        { ...baseSchemaOptions, timestamps: false, _id: false },
      ),
    },
    expiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'idempotency_keys' },
);

// Removes what has expired.
IdempotencyKeySchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
// Erasing somebody's (002-38).
IdempotencyKeySchema.index({ user: 1 }, { sparse: true });
