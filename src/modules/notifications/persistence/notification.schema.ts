import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import type { Notification } from '../domain/notification.js';
import { NOTIFICATION_TYPES } from '../domain/notification-type.js';
import { CATEGORIES } from '../domain/preference.js';

export const NOTIFICATION_MODEL = 'Notification';

/** What nobody has opened in a year is of no use to anybody. */
const RETENTION_DAYS = 365;

export interface NotificationDocument extends Omit<Notification, 'id' | 'userId'>, BaseDocument {
  readonly userId: Types.ObjectId;
  /** Names the occasion and the recipient, so that nobody is told twice. */
  readonly dedupeKey: string;
}

/** The `notifications` collection: everybody's inbox. */
export const notificationSchema = new Schema<NotificationDocument>(
  {
    userId: { type: Schema.Types.ObjectId, required: true },
    category: { type: String, enum: CATEGORIES, required: true },
    type: { type: String, enum: Object.keys(NOTIFICATION_TYPES), required: true },
    title: { type: String, required: true },
    body: { type: String, required: true },
    data: { type: Map, of: String, required: true, default: {} },
    readAt: { type: Date, default: null },
    dedupeKey: { type: String, required: true },
  },
  { ...baseSchemaOptions, collection: 'notifications' },
);

// The inbox, newest first.
notificationSchema.index({ userId: 1, createdAt: -1, _id: -1 });
// What is unread: the count, the filtered inbox, and marking everything as read.
notificationSchema.index({ userId: 1, readAt: 1, createdAt: -1, _id: -1 });
// One entry for one occasion.
notificationSchema.index({ dedupeKey: 1 }, { unique: true });
// Retention: what was read, the longest ago first (001-18).
notificationSchema.index(
  { readAt: 1 },
  { name: 'retention', partialFilterExpression: { readAt: { $gt: new Date(0) } } },
);
// Drops old entries.
notificationSchema.index({ createdAt: 1 }, { expireAfterSeconds: RETENTION_DAYS * 86_400 });
// What others were told of an instructor (A.7).
notificationSchema.index({ 'data.instructorId': 1 }, { sparse: true });
