import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';

export const KNOWN_NETWORK_MODEL = 'KnownNetwork';

export interface KnownNetworkDocument extends BaseDocument {
  /** A keyed hash of the account and the network. */
  readonly key: string;
  readonly userId: Types.ObjectId;
  readonly expiresAt: Date;
}

/** The `known_networks` collection: from where people have signed in, without telling where that is. */
export const knownNetworkSchema = new Schema<KnownNetworkDocument>(
  {
    key: { type: String, required: true },
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, collection: 'known_networks' },
);

// Whether somebody has signed in from there.
knownNetworkSchema.index({ key: 1 }, { unique: true });
// Forgetting what is known of somebody.
knownNetworkSchema.index({ userId: 1 });
// Forgets where nobody has signed in for long.
knownNetworkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
