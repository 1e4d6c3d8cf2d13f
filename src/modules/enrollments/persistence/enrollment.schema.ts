import { Schema, type Types } from 'mongoose';
import { CURRENCIES, type Money } from '../../../common/money/index.js';
import { baseSchemaOptions, softDeletePaths, type SoftDeletable } from '../../../infra/mongo/index.js';
import type { Engagement } from '../domain/engagement.js';
import {
  ENROLLMENT_STATUSES,
  GRANTED_LEVELS,
  PAYMENT_METHODS,
  PAYMENT_VIEWS,
  type EnrollmentPayment,
  type EnrollmentProgress,
  type EnrollmentStatus,
  type GrantedLevel,
} from '../domain/enrollment.js';
import { TRIGGERS, type EnrollmentState, type Trigger } from '../domain/enrollment-states.js';

export const ENROLLMENT_MODEL = 'Enrollment';

/** How many transitions a document remembers; the oldest go first (T14). */
export const MAX_HISTORY = 50;

/** How many downloaded materials; the oldest go first (T14). */
export const MAX_DOWNLOADS = 500;

export interface HistoryEntry {
  readonly from: EnrollmentState;
  readonly to: EnrollmentStatus;
  readonly trigger: Trigger;
  readonly at: Date;
  /** Who did it; null for the system. */
  readonly by: Types.ObjectId | null;
  readonly reason: string | null;
}

export interface EnrollmentDocument extends SoftDeletable {
  readonly user: Types.ObjectId;
  readonly course: Types.ObjectId;
  readonly status: EnrollmentStatus;
  readonly accessLevel: GrantedLevel;
  readonly enrolledAt: Date;
  readonly activatedAt: Date | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly progress: Omit<EnrollmentProgress, 'currentLessonId'> & {
    readonly currentLesson: Types.ObjectId | null;
    /** Up to when the wall clock is spent on watched time. */
    readonly creditedUntil: Date | null;
  };
  readonly currentPayment: Types.ObjectId | null;
  readonly payment: (Omit<EnrollmentPayment, 'paymentId' | 'amount'> & { readonly price: Money }) | null;
  readonly certificate: { readonly code: string; readonly issuedAt: Date } | null;
  readonly history: HistoryEntry[];
  /** Absent where nothing was counted yet. */
  readonly engagement?: Engagement;
  readonly downloadedMaterials?: Types.ObjectId[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const WHOLE = { type: Number, required: true, min: 0, default: 0 } as const;
const OPTIONAL_DATE = { type: Date, default: null } as const;

const progressSchema = new Schema(
  {
    percentage: { ...WHOLE, max: 100 },
    completedLessons: WHOLE,
    totalLessons: WHOLE,
    totalTimeSeconds: WHOLE,
    lastAccessedAt: OPTIONAL_DATE,
    currentLesson: { type: Schema.Types.ObjectId, default: null },
    creditedUntil: OPTIONAL_DATE,
  },
  { _id: false },
);

const paymentSchema = new Schema(
  {
    price: {
      amount: { ...WHOLE, validate: Number.isSafeInteger },
      currency: { type: String, enum: CURRENCIES, required: true },
    },
    method: { type: String, enum: PAYMENT_METHODS, required: true },
    status: { type: String, enum: PAYMENT_VIEWS, required: true },
    transactionId: { type: String, default: null },
    paidAt: OPTIONAL_DATE,
    refundedAt: OPTIONAL_DATE,
    refundAmount: WHOLE,
  },
  { _id: false },
);

const historySchema = new Schema<HistoryEntry>(
  {
    from: { type: String, enum: ['none', ...ENROLLMENT_STATUSES], required: true },
    to: { type: String, enum: ENROLLMENT_STATUSES, required: true },
    trigger: { type: String, enum: TRIGGERS, required: true },
    at: { type: Date, required: true },
    by: { type: Schema.Types.ObjectId, default: null },
    reason: { type: String, default: null, maxlength: 500 },
  },
  { _id: false },
);

const certificateSchema = new Schema(
  { code: { type: String, required: true }, issuedAt: { type: Date, required: true } },
  { _id: false },
);

const engagementSchema = new Schema<Engagement>(
  { notes: WHOLE, bookmarks: WHOLE, activeDays: WHOLE, consecutiveDays: WHOLE },
  { _id: false },
);

export const enrollmentSchema = new Schema<EnrollmentDocument>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    status: { type: String, enum: ENROLLMENT_STATUSES, required: true, default: 'pending' },
    accessLevel: { type: String, enum: GRANTED_LEVELS, required: true, default: 'full' },
    enrolledAt: { type: Date, required: true },
    activatedAt: OPTIONAL_DATE,
    startedAt: OPTIONAL_DATE,
    completedAt: OPTIONAL_DATE,
    expiresAt: OPTIONAL_DATE,
    progress: { type: progressSchema, required: true, default: () => ({}) },
    currentPayment: { type: Schema.Types.ObjectId, ref: 'Payment', default: null },
    payment: { type: paymentSchema, default: null },
    certificate: { type: certificateSchema, default: null },
    history: { type: [historySchema], default: [] },
    engagement: { type: engagementSchema, default: () => ({}) },
    downloadedMaterials: { type: [Schema.Types.ObjectId], default: [] },
    ...softDeletePaths,
  },
  { ...baseSchemaOptions, collection: 'enrollments' },
);

// One enrollment a learner and course, whatever becomes of it; access checks (000-30, X12).
enrollmentSchema.index({ user: 1, course: 1 }, { unique: true });
// My courses, the latest first; with a status where one is asked for (000-38, 003-21).
enrollmentSchema.index({ user: 1, enrolledAt: -1, _id: -1 });
enrollmentSchema.index({ user: 1, status: 1, enrolledAt: -1, _id: -1 });
// The roster; the cascade of a course (000-38).
enrollmentSchema.index({ course: 1, enrolledAt: -1, _id: -1 });
// The roster by status; who waits longest for a seat; the counters' check (000-38, 003-21).
enrollmentSchema.index({ course: 1, status: 1, enrolledAt: -1, _id: -1 });
// Whether anybody has paid for a course that is to be deleted; those that nobody pays for aren't in it.
enrollmentSchema.index(
  { course: 1, 'payment.status': 1 },
  { partialFilterExpression: { 'payment.status': { $gt: '' } } },
);
// Whose access has ended but says otherwise.
enrollmentSchema.index({ status: 1, expiresAt: 1 });
// Enrollments per day (000-38, 003-21).
enrollmentSchema.index({ enrolledAt: -1 });
