import { Schema } from 'mongoose';
import { baseSchemaOptions } from '../../../infra/mongo/index.js';

export const VIEW_BATCH_MODEL = 'ViewBatch';

/** Long after the last moment at which a batch could be offered again. */
const RETENTION_DAYS = 7;

/** That a batch of views is on the courses. */
export interface ViewBatchDocument {
  /** The id that the process gave it that counted the views. */
  readonly _id: string;
  readonly countedAt: Date;
}

/** The `view_batches` collection: makes each batch count once. */
export const viewBatchSchema = new Schema<ViewBatchDocument>(
  { _id: { type: String, required: true }, countedAt: { type: Date, required: true } },
  { ...baseSchemaOptions, timestamps: false, collection: 'view_batches' },
);

// Drops what can't come again.
viewBatchSchema.index({ countedAt: 1 }, { expireAfterSeconds: RETENTION_DAYS * 86_400 });
