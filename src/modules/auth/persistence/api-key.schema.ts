import { Schema, type Types } from 'mongoose';
import { Permission } from '../../../common/access/index.js';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import type { ApiKey } from '../domain/api-key.js';

export const API_KEY_MODEL = 'ApiKey';

export interface ApiKeyDocument extends Omit<ApiKey, 'id' | 'userId' | 'createdBy'>, BaseDocument {
  readonly userId: Types.ObjectId;
  readonly createdBy: Types.ObjectId | null;
  readonly secretHash: string;
}

/** The `api_keys` collection: keys of service accounts, by their hashes (A.7). */
export const apiKeySchema = new Schema<ApiKeyDocument>(
  {
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    name: { type: String, required: true, maxlength: 100 },
    prefix: { type: String, required: true },
    secretHash: { type: String, required: true },
    scopes: { type: [{ type: String, enum: Object.values(Permission) }], required: true },
    rateLimitPerMinute: { type: Number, default: null },
    expiresAt: { type: Date, default: null },
    lastUsedAt: { type: Date, default: null },
    revokedAt: { type: Date, default: null },
    createdBy: { type: Schema.Types.ObjectId, ref: 'User', default: null },
  },
  { ...baseSchemaOptions, collection: 'api_keys' },
);

// Recognising a key, at every request that brings one.
apiKeySchema.index({ prefix: 1 }, { unique: true });
// The administrators' list, newest first.
apiKeySchema.index({ createdAt: -1, _id: -1 });
// The same of one service account.
apiKeySchema.index({ userId: 1, createdAt: -1, _id: -1 });
