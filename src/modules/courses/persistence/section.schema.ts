import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, softDeletePaths, type SoftDeletable } from '../../../infra/mongo/index.js';
import type { Section } from '../domain/section.js';

export const SECTION_MODEL = 'Section';

export interface SectionDocument extends Omit<Section, 'id' | 'courseId'>, SoftDeletable {
  readonly course: Types.ObjectId;
}

/** The `sections` collection: the chapters of courses (001-09). */
export const sectionSchema = new Schema<SectionDocument>(
  {
    course: { type: Schema.Types.ObjectId, ref: 'Course', required: true },
    title: { type: String, required: true, trim: true, maxlength: 150 },
    description: { type: String, default: '', maxlength: 1000 },
    order: { type: Number, required: true, min: 1 },
    isActive: { type: Boolean, required: true, default: true },
    ...softDeletePaths,
  },
  { ...baseSchemaOptions, collection: 'sections' },
);

// The chapters of a course in their order.
sectionSchema.index({ course: 1, order: 1 });
