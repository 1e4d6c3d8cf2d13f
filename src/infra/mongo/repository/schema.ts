import type { Types } from 'mongoose';
import type { Clock } from '../../clock/index.js';
import '../mongoose-settings.js';

let clock: Clock | undefined;

/** Makes `createdAt` and `updatedAt` follow a clock. Schemas exist before the container that provides it. */
export const stampWith = (given: Clock): void => void (clock = given);

/** What all schemas share; spread it into their options. */
export const baseSchemaOptions = {
  timestamps: { createdAt: true, updatedAt: true, currentTime: () => clock?.now() ?? new Date() },
  // Changes are conditional updates, which name what they depend on; a version of the whole document isn't needed.
  versionKey: false,
  // An empty object is a value like any other.
  minimize: false,
  // `_id` is enough; repositories turn it into the `id` of the domain.
  id: false,
} as const;

/** What every stored document has. */
export interface BaseDocument {
  readonly _id: Types.ObjectId;
}

/** Paths of a collection whose documents are hidden rather than removed (004-06). Spread them into the schema. */
export const softDeletePaths = {
  isDeleted: { type: Boolean, required: true, default: false },
  deletedAt: { type: Date },
  // Restoring: what one deletion took away, wherever it is.
  deleteBatchId: { type: String, index: { sparse: true } },
} as const;

export interface SoftDeletable extends BaseDocument {
  isDeleted: boolean;
  deletedAt?: Date | null;
  deleteBatchId?: string | null;
}

/** Paths of a collection whose documents can be put aside (004-06). Spread them into the schema. */
export const archivePaths = {
  archivedAt: { type: Date },
  // Taking out of the archive: what went into it at once.
  archiveBatchId: { type: String, index: { sparse: true } },
} as const;

export interface Archivable extends BaseDocument {
  archivedAt?: Date | null;
  archiveBatchId?: string | null;
}
