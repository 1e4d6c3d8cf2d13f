import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, softDeletePaths, type SoftDeletable } from '../../../infra/mongo/index.js';
import { LABEL_LENGTH } from '../domain/notebook.js';

export const BOOKMARK_MODEL = 'Bookmark';

export interface BookmarkDocument extends SoftDeletable {
  readonly user: Types.ObjectId;
  readonly enrollment: Types.ObjectId;
  readonly course: Types.ObjectId;
  readonly lesson: Types.ObjectId;
  readonly positionSeconds: number | null;
  readonly page: number | null;
  readonly label: string | null;
  readonly createdAt: Date;
}

export const bookmarkSchema = new Schema<BookmarkDocument>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    enrollment: { type: Schema.Types.ObjectId, ref: 'Enrollment', required: true },
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    lesson: { type: Schema.Types.ObjectId, ref: 'Lesson', required: true },
    positionSeconds: { type: Number, min: 0, default: null },
    page: { type: Number, min: 1, default: null },
    label: { type: String, maxlength: LABEL_LENGTH, default: null },
    ...softDeletePaths,
  },
  { ...baseSchemaOptions, collection: 'bookmarks' },
);

// One a place; those of one lesson (003-23).
bookmarkSchema.index({ enrollment: 1, lesson: 1, positionSeconds: 1, page: 1 }, { unique: true });
// The bookmarks of an enrollment, the latest first.
bookmarkSchema.index({ enrollment: 1, createdAt: -1, _id: -1 });
// The cascade of a course.
bookmarkSchema.index({ course: 1 });
