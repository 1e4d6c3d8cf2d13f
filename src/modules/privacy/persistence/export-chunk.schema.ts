import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions, type BaseDocument } from '../../../infra/mongo/index.js';

export const EXPORT_CHUNK_MODEL = 'DataExportChunk';

export interface ExportChunkDocument extends BaseDocument {
  readonly export: Types.ObjectId;
  readonly number: number;
  /** Encrypted. */
  readonly bytes: Buffer;
  readonly expiresAt: Date;
}

/** The `data_export_chunks` collection: files of exports, in parts that every instance can read. */
export const exportChunkSchema = new Schema<ExportChunkDocument>(
  {
    export: { type: Schema.Types.ObjectId, ref: 'DataExport', required: true },
    number: { type: Number, required: true },
    bytes: { type: Buffer, required: true },
    expiresAt: { type: Date, required: true },
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'data_export_chunks' },
);

// A file, part by part.
exportChunkSchema.index({ export: 1, number: 1 }, { unique: true });
// Removes what has expired.
exportChunkSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
