import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { PROVIDERS, type ProviderName } from '../domain/identity.js';

export const OAUTH_ACCOUNT_MODEL = 'OAuthAccount';

export interface OAuthAccountDocument extends BaseDocument {
  readonly userId: Types.ObjectId;
  readonly provider: ProviderName;
  readonly providerUserId: string;
}

/**
 * The `oauth_accounts` collection: which account somebody signs in to with an account elsewhere (A.7). The provider's
 * tokens are used once, to ask who it is, and not kept.
 */
export const oauthAccountSchema = new Schema<OAuthAccountDocument>(
  {
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    provider: { type: String, enum: PROVIDERS, required: true },
    providerUserId: { type: String, required: true, maxlength: 255 },
  },
  { ...baseSchemaOptions, collection: 'oauth_accounts' },
);

// Signing in, and one account here for each there.
oauthAccountSchema.index({ provider: 1, providerUserId: 1 }, { unique: true });
// Somebody's linked accounts (002-38).
oauthAccountSchema.index({ userId: 1 });
