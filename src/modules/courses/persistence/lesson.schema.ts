import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, softDeletePaths, type SoftDeletable } from '../../../infra/mongo/index.js';
import { LEVELS } from '../domain/course.js';
import {
  COMPLETION_TYPES,
  DEFAULT_COMPLETION,
  DEFAULT_LESSON_SETTINGS,
  LESSON_TYPES,
  type Lesson,
} from '../domain/lesson.js';
import { lessonContentSchema } from './lesson-content.schema.js';
import { materialSchema, type MaterialDocument } from './material.schema.js';

export const LESSON_MODEL = 'Lesson';

export interface LessonDocument
  extends Omit<Lesson, 'id' | 'courseId' | 'sectionId' | 'materials'>, SoftDeletable {
  readonly course: Types.ObjectId;
  readonly section: Types.ObjectId;
  readonly materials: readonly MaterialDocument[];
}

const { allowSkip, allowDownload, allowSpeedControl } = DEFAULT_LESSON_SETTINGS;

/** The `lessons` collection: what is learned (X6, 003-13). */
export const lessonSchema = new Schema<LessonDocument>(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    section: { type: Schema.Types.ObjectId, ref: 'Section', required: true },
    title: { type: String, required: true, trim: true, maxlength: 150 },
    description: { type: String, default: '', maxlength: 1000 },
    type: { type: String, enum: LESSON_TYPES, required: true },
    order: { type: Number, required: true, min: 1 },
    durationSeconds: { type: Number, required: true, min: 0, default: 0 },
    content: { type: lessonContentSchema, required: true, default: {} },
    materials: { type: [materialSchema], default: [] },
    isRequired: { type: Boolean, required: true, default: true },
    isActive: { type: Boolean, required: true, default: true },
    // A paid lesson must not be open because a field was left out (X8).
    isFree: { type: Boolean, required: true, default: false },
    completionCriteria: {
      type: { type: String, enum: COMPLETION_TYPES, required: true, default: DEFAULT_COMPLETION.type },
      requiredPercentage: { type: Number, min: 0, max: 100, default: DEFAULT_COMPLETION.requiredPercentage },
      requiredInteractions: { type: Number, min: 0, default: DEFAULT_COMPLETION.requiredInteractions },
    },
    settings: {
      allowSkip: { type: Boolean, required: true, default: allowSkip },
      allowDownload: { type: Boolean, required: true, default: allowDownload },
      allowSpeedControl: { type: Boolean, required: true, default: allowSpeedControl },
    },
    tags: { type: [{ type: String, trim: true, lowercase: true, maxlength: 30 }], default: [] },
    difficulty: { type: String, enum: LEVELS, required: true, default: 'beginner' },
    metadata: {
      fileSizeBytes: { type: Number, min: 0, default: null },
      resolution: { type: String, maxlength: 20, default: null },
      language: { type: String, maxlength: 35, default: null },
      lastUpdated: { type: Date, default: null },
    },
    ...softDeletePaths,
  },
  { ...baseSchemaOptions, collection: 'lessons' },
);

// The lessons of a course, for its outline and what they add up to.
lessonSchema.index({ course: 1, order: 1 });
// The lessons of a section in their order.
lessonSchema.index({ section: 1, order: 1 });
