import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, softDeletePaths, type SoftDeletable } from '../../../infra/mongo/index.js';
import { NOTE_LENGTH } from '../domain/notebook.js';

export const NOTE_MODEL = 'Note';

export interface NoteDocument extends SoftDeletable {
  readonly user: Types.ObjectId;
  readonly enrollment: Types.ObjectId;
  readonly course: Types.ObjectId;
  readonly lesson: Types.ObjectId;
  readonly content: string;
  readonly positionSeconds: number | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const noteSchema = new Schema<NoteDocument>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    enrollment: { type: Schema.Types.ObjectId, ref: 'Enrollment', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    content: { type: String, required: true, maxlength: NOTE_LENGTH },
    positionSeconds: { type: Number, min: 0, default: null },
    ...softDeletePaths,
  },
  { ...baseSchemaOptions, collection: 'notes' },
);

// The notes of an enrollment, the latest first (000-37).
noteSchema.index({ enrollment: 1, createdAt: -1, _id: -1 });
// Those of one lesson, the latest first; how many there are.
noteSchema.index({ enrollment: 1, lesson: 1, createdAt: -1, _id: -1 });
// The cascade of a course.
noteSchema.index({ course: 1 });
