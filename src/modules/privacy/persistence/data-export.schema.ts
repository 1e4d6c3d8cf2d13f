import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';
import { EXPORT_STATUSES, type DataExport } from '../domain/data-export.js';

export const DATA_EXPORT_MODEL = 'DataExport';

export interface DataExportDocument extends Omit<DataExport, 'id' | 'userId'>, BaseDocument {
  readonly user: Types.ObjectId;
  /** Set as long as it is being made: somebody has one such export. */
  readonly running?: true;
}

/** The `data_exports` collection; the files are in `data_export_chunks`. */
export const dataExportSchema = new Schema<DataExportDocument>(
  {
    user: { type: Schema.Types.ObjectId, ref: 'User', required: true },
    status: { type: String, enum: EXPORT_STATUSES, required: true },
    running: Boolean,
    requestedAt: { type: Date, required: true },
    readyAt: { type: Date, default: null },
    // Left out before there is something to expire.
    expiresAt: Date,
    sizeBytes: { type: Number, default: null },
    chunks: { type: Number, required: true, default: 0 },
    sealedKey: { type: String, default: null },
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'data_exports' },
);

// One export at a time.
dataExportSchema.index(
  { user: 1 },
  { name: 'running', unique: true, partialFilterExpression: { running: true } },
);
// Somebody's exports, the latest first; how many there were in a day.
dataExportSchema.index({ user: 1, requestedAt: -1, _id: -1 });
// Those whose files are to be removed.
dataExportSchema.index({ expiresAt: 1 }, { sparse: true });
// Retention; those that nobody makes any more.
dataExportSchema.index({ requestedAt: 1 }, { name: 'retention' });
