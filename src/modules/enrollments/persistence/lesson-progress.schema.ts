import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, softDeletePaths, type SoftDeletable } from '../../../infra/mongo/index.js';
import { BROWSERS, type Browser } from '../domain/browser.js';
import type { LessonFeedback } from '../domain/lesson-feedback.js';
import { DEVICES, MAX_INTERACTIONS, type Device } from '../domain/lesson-progress.js';
import type { Segment } from '../domain/segments.js';
import type { StudyDetails } from '../domain/study-details.js';
import { feedbackSchema, studyDetailsSchema } from './study-details.schema.js';

export const LESSON_PROGRESS_MODEL = 'LessonProgress';

export interface LessonProgressDocument extends SoftDeletable {
  readonly user: Types.ObjectId;
  readonly lesson: Types.ObjectId;
  readonly course: Types.ObjectId;
  readonly enrollment: Types.ObjectId;
  /** Where to go on, in seconds. */
  readonly positionSeconds: number;
  /** What was watched: apart from each other, in order, in seconds. */
  readonly segments: Segment[];
  readonly watchedSeconds: number;
  /** The names of what the learner has done in the lesson, each once. */
  readonly interactions: string[];
  readonly isCompleted: boolean;
  readonly completedAt: Date | null;
  readonly startedAt: Date;
  readonly lastAccessedAt: Date;
  readonly device: Device | null;
  /** Absent where nothing was reported since there is such a thing; so are the next two. */
  readonly browser?: Browser | null;
  readonly details?: StudyDetails;
  readonly feedback?: LessonFeedback | null;
}

const SECONDS = { type: Number, required: true, min: 0, default: 0 } as const;

export const lessonProgressSchema = new Schema<LessonProgressDocument>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    enrollment: { type: Schema.Types.ObjectId, ref: 'Enrollment', required: true },
    positionSeconds: SECONDS,
    segments: { type: [[Number]], default: [] },
    watchedSeconds: SECONDS,
    interactions: {
      type: [String],
      default: [],
      validate: (names: string[]) => names.length <= MAX_INTERACTIONS,
    },
    isCompleted: { type: Boolean, required: true, default: false },
    completedAt: { type: Date, default: null },
    startedAt: { type: Date, required: true },
    lastAccessedAt: { type: Date, required: true },
    device: { type: String, enum: [...DEVICES, null], default: null },
    browser: { type: String, enum: [...BROWSERS, null], default: null },
    details: { type: studyDetailsSchema, default: () => ({}) },
    feedback: { type: feedbackSchema, default: null },
    ...softDeletePaths,
  },
  { ...baseSchemaOptions, collection: 'lesson_progress' },
);

// One a learner and lesson (003-22).
lessonProgressSchema.index({ user: 1, lesson: 1 }, { unique: true });
// What a learner has done in a course, and which lessons are complete (003-25).
lessonProgressSchema.index({ enrollment: 1, isCompleted: 1, lesson: 1 });
// Drop-off by lesson; the cascade of a course (003-25, 001-12).
lessonProgressSchema.index({ course: 1, lesson: 1, isCompleted: 1 });
// Retention: lessons that know what they were studied with, the longest unvisited first (002-19).
lessonProgressSchema.index(
  { lastAccessedAt: 1, browser: 1 },
  { name: 'retention', partialFilterExpression: { browser: { $gt: '' } } },
);
