import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';

export const OAUTH_ACCOUNT_MODEL = 'OAuthAccount';

export interface OAuthAccountDocument extends BaseDocument {
  readonly userId: Types.ObjectId;
  readonly provider: string;
  readonly providerUserId: string;
  /** Missing in links that are older than this field. */
  readonly name?: string | null;
  /** Changes when the owner unlinks one: two who unlink the last two at once collide here. */
  readonly unlinkings?: number;
  readonly createdAt: Date;
}

/**
 * The `oauth_accounts` collection: which account somebody signs in to with an account elsewhere (A.7). The provider's
 * tokens are used once, to ask who it is, and not kept.
 */
export const oauthAccountSchema = new Schema<OAuthAccountDocument>(
  {
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    provider: { type: String, match: /^[a-z][a-z0-9-]{1,30}$/, required: true },
    providerUserId: { type: String, required: true, maxlength: 255 },
    name: { type: String, maxlength: 255, default: null },
    unlinkings: { type: Number },
  },
  { ...baseSchemaOptions, collection: 'oauth_accounts' },
);

// Signing in, and one account here for each there.
oauthAccountSchema.index({ provider: 1, providerUserId: 1 }, { unique: true });
// What somebody has linked, and one account there for each here.
oauthAccountSchema.index({ userId: 1, provider: 1 }, { unique: true });
