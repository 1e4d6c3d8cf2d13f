import { Schema, type Types } from 'mongoose';
import { CURRENCIES } from '../../../common/money/index.js';
import {
  archivePaths,
  baseSchemaOptions,
  softDeletePaths,
  type Archivable,
  type SoftDeletable,
} from '../../../infra/mongo/index.js';
import { COURSE_STATUSES, LEVELS, type Course } from '../domain/course.js';

export const COURSE_MODEL = 'Course';

export interface CourseDocument
  extends Omit<Course, 'id' | 'categoryId' | 'instructorId'>, SoftDeletable, Archivable {
  readonly category: Types.ObjectId;
  readonly instructor: Types.ObjectId;
}

export const courseSchema = new Schema<CourseDocument>(
  {
    title: { type: String, required: true, trim: true, maxlength: 200 },
    slug: { type: String, required: true, match: /^[a-z0-9-]+$/ },
    description: { type: String, required: true, maxlength: 500 },
    category: { type: Schema.Types.ObjectId, ref: 'Category', required: true },
    level: { type: String, enum: LEVELS, required: true },
    language: { type: String, required: true, default: 'en' },
    tags: { type: [{ type: String, trim: true, lowercase: true, maxlength: 30 }], default: [] },
    price: {
      amount: { type: Number, required: true, min: 0, validate: Number.isSafeInteger },
      currency: { type: String, enum: CURRENCIES, required: true, default: 'USD' },
    },
    instructor: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    status: { type: String, enum: COURSE_STATUSES, required: true, default: 'draft' },
    isPublic: { type: Boolean, required: true, default: true },
    publishedAt: { type: Date, default: null },
    ...softDeletePaths,
    ...archivePaths,
  },
  { ...baseSchemaOptions, collection: 'courses' },
);

// A course by its address, and one course an address (000-18).
courseSchema.index({ slug: 1 }, { unique: true });
// The catalogue, newest first (000-29).
courseSchema.index({ status: 1, isPublic: 1, publishedAt: -1, _id: -1 });
// A category's page of the catalogue (000-29, 001-11).
courseSchema.index({ category: 1, status: 1, isPublic: 1, publishedAt: -1, _id: -1 });
