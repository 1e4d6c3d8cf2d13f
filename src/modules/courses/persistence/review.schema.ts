import { Schema, type Types } from 'mongoose';
import {
  archivePaths,
  baseSchemaOptions,
  softDeletePaths,
  type Archivable,
  type SoftDeletable,
} from '../../../infra/mongo/index.js';
import { REVIEW_TEXT_LENGTH } from '../domain/review.js';

export const REVIEW_MODEL = 'Review';

export interface ReviewDocument extends SoftDeletable, Archivable {
  readonly course: Types.ObjectId;
  readonly user: Types.ObjectId;
  readonly rating: number;
  readonly text: string | null;
  readonly helpfulCount: number;
  /** When, by whom and why a moderator hid it. */
  readonly hiddenAt: Date | null;
  readonly hiddenBy: Types.ObjectId | null;
  readonly hiddenReason: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The `reviews` collection (X17, 001-13). */
export const reviewSchema = new Schema<ReviewDocument>(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    rating: { type: Number, required: true, min: 1, max: 5, validate: Number.isInteger },
    text: { type: String, trim: true, maxlength: REVIEW_TEXT_LENGTH, default: null },
    helpfulCount: { type: Number, required: true, min: 0, default: 0 },
    hiddenAt: { type: Date, default: null },
    hiddenBy: { type: Schema.Types.ObjectId, ref: 'User', default: null },
    hiddenReason: { type: String, trim: true, maxlength: 500, default: null },
    ...softDeletePaths,
    // With the account of its author (A.7).
    ...archivePaths,
  },
  { ...baseSchemaOptions, collection: 'reviews' },
);

// One review a learner and course (X17); how a course's stars are distributed.
reviewSchema.index({ course: 1, user: 1 }, { unique: true });
// A course's reviews, the newest first.
reviewSchema.index({ course: 1, createdAt: -1, _id: -1 });
// A course's reviews, the most helpful first.
reviewSchema.index({ course: 1, helpfulCount: -1, _id: -1 });
// A course's reviews, the best first.
reviewSchema.index({ course: 1, rating: -1, _id: -1 });
// A learner's, wherever (002-38); what goes aside with its author's account.
reviewSchema.index({ user: 1 });
