import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import type { EmailChange } from '../domain/email-change.js';

export const EMAIL_CHANGE_MODEL = 'EmailChange';

/** The addresses of a change, encrypted. */
export interface SealedAddresses {
  readonly oldEmail: string;
  readonly newEmail: string;
}

export interface EmailChangeDocument
  extends Omit<EmailChange, 'id' | 'userId'>, SealedAddresses, BaseDocument {
  readonly userId: Types.ObjectId;
  /** `pending <user>` while it is on its way, so that there is one; `done <id>` until the old address was told. */
  readonly key: string;
}

/** The `email_changes` collection: addresses that accounts shall have, and had. */
export const emailChangeSchema = new Schema<EmailChangeDocument>(
  {
    key: { type: String, required: true },
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    sessionId: { type: String, required: true },
    // Encrypted: nobody looks for them here (001-19).
    oldEmail: { type: String, required: true },
    newEmail: { type: String, required: true },
    needsOldConfirmation: { type: Boolean, required: true },
    oldConfirmedAt: { type: Date, default: null },
    newConfirmedAt: { type: Date, default: null },
    requestedAt: { type: Date, required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, collection: 'email_changes' },
);

// Finding what is on its way, and one at a time for an account.
emailChangeSchema.index({ key: 1 }, { unique: true });
// Forgetting what is known of somebody.
emailChangeSchema.index({ userId: 1 });
// Removes what nobody has confirmed, and what is done.
emailChangeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
