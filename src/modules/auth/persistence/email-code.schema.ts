import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { CODE_PURPOSES, type EmailCode } from '../domain/email-code.js';

export const EMAIL_CODE_MODEL = 'EmailCode';

export interface EmailCodeDocument extends Omit<EmailCode, 'userId'>, BaseDocument {
  readonly userId: Types.ObjectId | null;
}

/** The `otps` collection: codes that were sent by mail, without address and code (001-07). */
export const emailCodeSchema = new Schema<EmailCodeDocument>(
  {
    codeId: { type: String, required: true },
    addressHash: { type: String, required: true },
    purpose: { type: String, enum: CODE_PURPOSES, required: true },
    userId: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    codeHash: { type: String, required: true },
    attempts: { type: Number, required: true, default: 0 },
    usedAt: { type: Date, default: null },
    expiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, collection: 'otps' },
);

// Trying a code, and one code for an address and a purpose: the next replaces it.
emailCodeSchema.index({ addressHash: 1, purpose: 1 }, { unique: true });
// Writing the mail.
emailCodeSchema.index({ codeId: 1 }, { unique: true });
// Taking back what somebody was sent.
emailCodeSchema.index({ userId: 1 });
// Removes what has expired. Codes are checked against the clock all the same (T24).
emailCodeSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
