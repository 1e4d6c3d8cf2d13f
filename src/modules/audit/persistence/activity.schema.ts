import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { DOERS, type Activity } from '../domain/activity.js';
import { AUDIT_ACTIONS } from '../domain/audit-action.js';
import { OUTCOMES, TARGET_TYPES } from '../domain/audit-entry.js';

export const ACTIVITY_MODEL = 'Activity';

export interface ActivityDocument extends Omit<Activity, 'id' | 'userId'>, BaseDocument {
  readonly userId: Types.ObjectId;
  readonly expiresAt: Date;
  /** Names the occasion, where it can arrive twice. */
  readonly key?: string;
}

/** The `activity_logs` collection: what people see of what happened with their accounts (002-30, A.7). */
export const activitySchema = new Schema<ActivityDocument>(
  {
    userId: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    action: { type: String, enum: AUDIT_ACTIONS, required: true },
    outcome: { type: String, enum: OUTCOMES, required: true },
    at: { type: Date, required: true },
    by: { type: String, enum: DOERS, required: true },
    target: {
      type: { type: String, enum: TARGET_TYPES, required: true },
      id: { type: String, maxlength: 200, default: null },
    },
    // Each action has details of its own.
    details: { type: Schema.Types.Mixed, required: true },
    ipAddress: { type: String, maxlength: 45, default: null },
    userAgent: { type: String, maxlength: 300, default: null },
    expiresAt: { type: Date, required: true },
    key: String,
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'activity_logs' },
);

// Somebody's own, newest first.
activitySchema.index({ userId: 1, at: -1, _id: -1 });
// One line for one occasion.
activitySchema.index({ key: 1 }, { unique: true, sparse: true });
// Drops old lines.
activitySchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
