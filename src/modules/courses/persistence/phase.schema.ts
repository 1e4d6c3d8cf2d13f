import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { LEVELS } from '../domain/course.js';
import { DEFAULT_PHASE_COLOR, type Phase } from '../domain/phase.js';

export const PHASE_MODEL = 'Phase';

export interface PhaseDocument extends Omit<Phase, 'id' | 'prerequisites'>, BaseDocument {
  readonly prerequisites: readonly Types.ObjectId[];
  /** Makes changes of prerequisites that could close a circle collide. */
  readonly graphVersion: number;
}

/** The `phases` collection: stages that courses belong to (003-09). */
export const phaseSchema = new Schema<PhaseDocument>(
  {
    title: { type: String, required: true, trim: true, maxlength: 100 },
    slug: { type: String, required: true, match: /^[a-z0-9-]+$/ },
    description: { type: String, required: true, maxlength: 1000 },
    shortDescription: { type: String, default: '', maxlength: 200 },
    order: { type: Number, required: true, min: 1 },
    difficulty: { type: String, enum: LEVELS, required: true },
    estimatedHours: { type: Number, min: 0, default: 0 },
    tags: { type: [{ type: String, trim: true, lowercase: true, maxlength: 30 }], default: [] },
    objectives: { type: [{ type: String, maxlength: 200 }], default: [] },
    prerequisites: { type: [{ type: Schema.Types.ObjectId, ref: 'Phase' }], default: [] },
    image: { type: String, maxlength: 2000, default: null },
    icon: { type: String, maxlength: 2000, default: null },
    color: { type: String, match: /^#[0-9a-f]{6}$/, default: DEFAULT_PHASE_COLOR },
    isActive: { type: Boolean, required: true, default: true },
    graphVersion: { type: Number, required: true, default: 0 },
  },
  { ...baseSchemaOptions, collection: 'phases' },
);

// One phase an address.
phaseSchema.index({ slug: 1 }, { unique: true });
// The list of phases, which is short, in their order.
phaseSchema.index({ isActive: 1, order: 1 });
