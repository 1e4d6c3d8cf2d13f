import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { TOKEN_PURPOSES, type AuthToken } from '../domain/auth-token.js';

export const AUTH_TOKEN_MODEL = 'AuthToken';

export interface AuthTokenDocument extends Omit<AuthToken, 'id' | 'userId'>, BaseDocument {
  readonly userId: Types.ObjectId;
  readonly tokenHash: string;
}

/** The `auth_tokens` collection: one-time tokens, by their hashes (000-09, A.7). */
export const authTokenSchema = new Schema<AuthTokenDocument>(
  {
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    purpose: { type: String, enum: TOKEN_PURPOSES, required: true },
    tokenHash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
    attempts: { type: Number, default: 0 },
    isRemembered: { type: Boolean, default: false },
  },
  { ...baseSchemaOptions, collection: 'auth_tokens' },
);

// Using a token.
authTokenSchema.index({ tokenHash: 1 }, { unique: true });
// Removing what else was sent to somebody for the same purpose.
authTokenSchema.index({ userId: 1, purpose: 1 });
// Removes what has expired; the tokens alone, never accounts (T7).
authTokenSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
