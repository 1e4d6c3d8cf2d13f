import { Schema, type Types } from 'mongoose';
import { CURRENCIES } from '../../../common/money/index.js';
import {
  archivePaths,
  baseSchemaOptions,
  softDeletePaths,
  type Archivable,
  type SoftDeletable,
} from '../../../infra/mongo/index.js';
import {
  COURSE_STATUSES,
  DEFAULT_COURSE_SETTINGS,
  LEVELS,
  type Course,
  type CourseRejection,
} from '../domain/course.js';
import { LESSON_TYPES } from '../domain/lesson.js';
import { materialSchema, type MaterialDocument } from './material.schema.js';

export const COURSE_MODEL = 'Course';

type Reference =
  'id' | 'categoryId' | 'phaseId' | 'instructorId' | 'prerequisites' | 'materials' | 'rejection';

export interface CourseDocument extends Omit<Course, Reference>, SoftDeletable, Archivable {
  readonly category: Types.ObjectId;
  readonly phase: Types.ObjectId | null;
  readonly instructor: Types.ObjectId;
  readonly prerequisites: readonly Types.ObjectId[];
  readonly materials: readonly MaterialDocument[];
  readonly rejection: (Omit<CourseRejection, 'by'> & { readonly by: Types.ObjectId }) | null;
  /** The sum of all stars makes the average exact, however many reviews come and go at once. */
  readonly rating: Course['rating'] & { readonly sum: number };
  /** When its review was asked for last. */
  readonly submittedAt: Date | null;
  /** Makes collide what changes nothing else here: prerequisites that could close a circle, and who comes while it is deleted. */
  readonly graphVersion: number;
}

const url = { type: String, maxlength: 2000, default: null };
const counter = { type: Number, required: true, min: 0, default: 0 };
const sentences = { type: [{ type: String, trim: true, maxlength: 300 }], default: [] };
const { allowDownload, requireSequentialCompletion, certificateEligible } = DEFAULT_COURSE_SETTINGS;

/** The `courses` collection (000-18 to 000-28). */
export const courseSchema = new Schema<CourseDocument>(
  {
    title: { type: String, required: true, trim: true, maxlength: 200 },
    slug: { type: String, required: true, match: /^[a-z0-9-]+$/ },
    description: { type: String, required: true, maxlength: 500 },
    fullDescription: { type: String, default: '', maxlength: 5000 },
    category: { type: Schema.Types.ObjectId, ref: 'Category', required: true },
    subcategory: { type: String, trim: true, maxlength: 100, default: null },
    phase: { type: Schema.Types.ObjectId, ref: 'Phase', default: null },
    order: { type: Number, min: 1, default: null },
    level: { type: String, enum: LEVELS, required: true },
    language: { type: String, required: true, default: 'en' },
    tags: { type: [{ type: String, trim: true, lowercase: true, maxlength: 30 }], default: [] },
    price: {
      amount: { type: Number, required: true, min: 0, validate: Number.isSafeInteger },
      currency: { type: String, enum: CURRENCIES, required: true, default: 'USD' },
    },
    originalAmount: { type: Number, min: 0, default: null },
    duration: {
      weeks: { type: Number, min: 0, default: null },
      hours: { type: Number, min: 0, default: null },
      description: { type: String, maxlength: 200, default: '' },
    },
    requirements: sentences,
    whatYouWillLearn: sentences,
    targetAudience: sentences,
    skills: { type: [{ type: String, trim: true, maxlength: 50 }], default: [] },
    prerequisites: { type: [{ type: Schema.Types.ObjectId, ref: 'Course' }], default: [] },
    graphVersion: { type: Number, required: true, default: 0 },
    instructor: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    thumbnail: url,
    previewVideo: url,
    image: url,
    icon: url,
    materials: { type: [materialSchema], default: [] },
    status: { type: String, enum: COURSE_STATUSES, required: true, default: 'draft' },
    isPublic: { type: Boolean, required: true, default: true },
    isFeatured: { type: Boolean, required: true, default: false },
    submittedAt: { type: Date, default: null },
    publishedAt: { type: Date, default: null },
    rejection: {
      type: new Schema(
        {
          reason: { type: String, required: true, maxlength: 1000 },
          by: { type: Schema.Types.ObjectId, ref: 'User', required: true },
          at: { type: Date, required: true },
        },
        { _id: false, id: false },
      ),
      default: null,
    },
    totalLessons: counter,
    totalDurationSeconds: counter,
    lessonCounts: Object.fromEntries(LESSON_TYPES.map((type) => [type, counter])),
    curriculumVersion: counter,
    version: counter,
    submittedVersion: { type: Number, min: 0, default: null },
    enrollmentCount: counter,
    viewCount: counter,
    favoriteCount: counter,
    rating: {
      average: { type: Number, required: true, min: 0, max: 5, default: 0 },
      count: counter,
      sum: counter,
    },
    seo: {
      metaTitle: { type: String, trim: true, maxlength: 70, default: '' },
      metaDescription: { type: String, trim: true, maxlength: 170, default: '' },
      keywords: { type: [{ type: String, trim: true, maxlength: 50 }], default: [] },
    },
    settings: {
      allowDownload: { type: Boolean, required: true, default: allowDownload },
      requireSequentialCompletion: { type: Boolean, required: true, default: requireSequentialCompletion },
      certificateEligible: { type: Boolean, required: true, default: certificateEligible },
    },
    capacity: { type: Number, min: 1, default: null },
    seatsTaken: counter,
    accessDays: { type: Number, min: 1, default: null },
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
// An instructor's own courses, newest first (000-29).
courseSchema.index({ instructor: 1, createdAt: -1, _id: -1 });
// What waits for a review, the longest first.
courseSchema.index({ status: 1, submittedAt: 1, _id: 1 });
// The courses of a phase in their order (003-12).
courseSchema.index({ phase: 1, order: 1 });
// A category's courses of one level (000-29).
courseSchema.index({ category: 1, level: 1, status: 1, isPublic: 1, publishedAt: -1, _id: -1 });
// The catalogue by tag (000-29).
courseSchema.index({ tags: 1, status: 1, isPublic: 1, publishedAt: -1, _id: -1 });
// The catalogue, the most enrolled in first (000-29).
courseSchema.index({ status: 1, isPublic: 1, enrollmentCount: -1, _id: -1 });
// The catalogue, the best rated first, and from a number of stars up (000-29).
courseSchema.index({ status: 1, isPublic: 1, 'rating.average': -1, _id: -1 });
// The catalogue by price, both ways, and within bounds (000-29). The currency isn't a part of it: it cuts out little, and
// an index over two paths of one object gives no order on every server.
courseSchema.index({ status: 1, isPublic: 1, 'price.amount': 1, _id: 1 });
// Search; a word of the title weighs most (000-29). Courses have a `language`, which by default would name the stemmer of
// each document, and most of them have none.
courseSchema.index(
  { title: 'text', description: 'text', tags: 'text' },
  {
    weights: { title: 10, tags: 5, description: 1 },
    default_language: 'english',
    language_override: 'searchLanguage',
  },
);
