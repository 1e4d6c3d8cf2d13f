import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { END_REASONS, type EndReason } from '../domain/session.js';

export const BLACKLISTED_TOKEN_MODEL = 'BlacklistedToken';

/** The access tokens of a session that ended before them. */
export interface BlacklistedTokenDocument extends BaseDocument {
  readonly sessionId: Types.ObjectId;
  readonly reason: EndReason;
  /** When the last of them has expired by itself. */
  readonly expiresAt: Date;
}

/**
 * The `blacklisted_tokens` collection (004-14): by it a token that was invalidated is told from one that never was valid.
 * No door depends on it: a token without a session that goes on is refused in any case.
 */
export const blacklistedTokenSchema = new Schema<BlacklistedTokenDocument>(
  {
    sessionId: { type: Schema.Types.ObjectId, ref: 'Session', required: true },
    reason: { type: String, enum: END_REASONS, required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, collection: 'blacklisted_tokens' },
);

// Whether a token was invalidated, and one entry for all tokens of a session.
blacklistedTokenSchema.index({ sessionId: 1 }, { unique: true });
// Removes what has expired by itself.
blacklistedTokenSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
