import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { MESSAGE_STATES, type Message } from '../domain/message.js';
import { NOTIFICATION_TYPES } from '../domain/notification-type.js';
import { CATEGORIES, CHANNELS } from '../domain/preference.js';

export const MESSAGE_MODEL = 'Message';

/** As long as entries of the inbox, so that both agree on what somebody was told already. */
const RETENTION_DAYS = 365;

export interface MessageDocument extends Omit<Message, 'id' | 'userId'>, BaseDocument {
  readonly userId: Types.ObjectId;
  /** Names the occasion, the recipient and the channel, so that nothing goes out twice. */
  readonly dedupeKey: string;
  /** Why it was suppressed, or what went wrong at the last attempt. */
  readonly reason: string | null;
  readonly sentAt: Date | null;
}

/** The `messages` collection: what goes out, and how that went. */
export const messageSchema = new Schema<MessageDocument>(
  {
    userId: { type: Schema.Types.ObjectId, required: true },
    channel: { type: String, enum: CHANNELS, required: true },
    category: { type: String, enum: CATEGORIES, required: true },
    type: { type: String, enum: Object.keys(NOTIFICATION_TYPES), required: true },
    occasion: { type: Map, of: String, required: true, default: {} },
    state: { type: String, enum: MESSAGE_STATES, required: true },
    reason: { type: String, default: null },
    attempts: { type: Number, required: true, default: 0 },
    sentAt: { type: Date, default: null },
    dedupeKey: { type: String, required: true },
  },
  { ...baseSchemaOptions, collection: 'messages' },
);

// One message for one occasion.
messageSchema.index({ dedupeKey: 1 }, { unique: true });
// Drops old messages.
messageSchema.index({ createdAt: 1 }, { expireAfterSeconds: RETENTION_DAYS * 86_400 });
// What went out to somebody (002-38).
messageSchema.index({ userId: 1 });
