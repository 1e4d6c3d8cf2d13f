import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';

export const KNOWN_DEVICE_MODEL = 'KnownDevice';

export interface KnownDeviceDocument extends BaseDocument {
  readonly userId: Types.ObjectId;
  /** A keyed hash of person and device: tells nothing of either. */
  readonly fingerprint: string;
  readonly expiresAt: Date;
}

/** The `known_devices` collection: from where people have signed in before, without saying from where. */
export const knownDeviceSchema = new Schema<KnownDeviceDocument>(
  {
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    fingerprint: { type: String, required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, collection: 'known_devices' },
);

// A device is new once, however many sign-ins come from it at the same time.
knownDeviceSchema.index({ userId: 1, fingerprint: 1 }, { unique: true });
// Forgets devices that are not used any more.
knownDeviceSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
