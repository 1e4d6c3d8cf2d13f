import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import type { TwoFactor } from '../domain/two-factor.js';

export const TWO_FACTOR_MODEL = 'TwoFactor';

export interface TwoFactorDocument extends Omit<TwoFactor, 'userId'>, BaseDocument {
  readonly userId: Types.ObjectId;
  /** Codes that were tried since the window began. */
  readonly attempts: number;
  readonly attemptsUntil: Date | null;
}

/** The `two_factor` collection: authenticator apps and recovery codes (003-06, A.7). */
export const twoFactorSchema = new Schema<TwoFactorDocument>(
  {
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    secret: { type: String, required: true },
    lastUsedStep: { type: Number, default: -1 },
    enabledAt: { type: Date, default: null },
    recoveryCodeHashes: { type: [String], default: [] },
    attempts: { type: Number, default: 0 },
    attemptsUntil: { type: Date, default: null },
  },
  { ...baseSchemaOptions, collection: 'two_factor' },
);

// Signing in; and one app for each account.
twoFactorSchema.index({ userId: 1 }, { unique: true });
