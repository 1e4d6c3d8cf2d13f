import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { DEVICE_TYPES, type Device, type Session } from '../domain/session.js';

export const SESSION_MODEL = 'Session';

export interface SessionDocument
  extends Omit<Session, 'id' | 'userId' | 'authenticatedAt' | 'refreshedAt'>, BaseDocument {
  readonly userId: Types.ObjectId;
  readonly device: Pick<Device, 'userAgent' | 'ipAddress'> & Partial<Device>;
  /** False once it was ended, before its time. */
  readonly isActive: boolean;
  readonly createdAt: Date;
  /** Missing in sessions that are older than these fields: they began with a proof, and were used to refresh alone. */
  readonly authenticatedAt?: Date;
  readonly refreshedAt?: Date;
  /** When it ends unless it is used. */
  readonly expiresAt: Date;
}

/** The `sessions` collection: who is signed in where (A.7). */
export const sessionSchema = new Schema<SessionDocument>(
  {
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    familyId: { type: String, required: true },
    refreshTokenHash: { type: String, required: true },
    isRemembered: { type: Boolean, required: true },
    device: {
      userAgent: { type: String, maxlength: 300, default: null },
      ipAddress: { type: String, maxlength: 45, default: null },
      location: { type: String, maxlength: 100, default: null },
      deviceType: { type: String, enum: [...DEVICE_TYPES, null], default: null },
      browser: { type: String, maxlength: 100, default: null },
      os: { type: String, maxlength: 100, default: null },
    },
    isActive: { type: Boolean, required: true, default: true },
    lastAccessedAt: { type: Date, required: true },
    authenticatedAt: { type: Date },
    refreshedAt: { type: Date },
    expiresAt: { type: Date, required: true },
    absoluteExpiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, collection: 'sessions' },
);

// Refreshing: the session of a refresh token.
sessionSchema.index({ familyId: 1 }, { unique: true });
// Retention: those that were ended, the longest ago first (001-18).
sessionSchema.index(
  { isActive: 1, updatedAt: 1 },
  { name: 'retention', partialFilterExpression: { isActive: false } },
);
// Listing where somebody is signed in, the latest first, and ending all of it.
sessionSchema.index({ userId: 1, isActive: 1, createdAt: -1, _id: -1 });
// Removes sessions that are over.
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
