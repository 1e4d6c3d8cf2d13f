import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import type { Attempts } from '../domain/lockout.js';

export const SIGN_IN_ATTEMPT_MODEL = 'SignInAttempt';

export interface SignInAttemptDocument extends Attempts, BaseDocument {
  /** A keyed hash of what was guessed at: nothing tells whether it exists. */
  readonly key: string;
  /** Whose account it is; none where there is no account. */
  readonly userId: Types.ObjectId | null;
  readonly expiresAt: Date;
}

/** The `sign_in_attempts` collection: wrong attempts in a row, at accounts and at what isn't one (000-11). */
export const signInAttemptSchema = new Schema<SignInAttemptDocument>(
  {
    key: { type: String, required: true },
    userId: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    failures: { type: Number, required: true, default: 0 },
    locks: { type: Number, required: true, default: 0 },
    lockUntil: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, collection: 'sign_in_attempts' },
);

// Counting, and one counter for each key.
signInAttemptSchema.index({ key: 1 }, { unique: true });
// What administrators see of an account, and opening the way to it.
signInAttemptSchema.index({ userId: 1 });
// Forgets.
signInAttemptSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
