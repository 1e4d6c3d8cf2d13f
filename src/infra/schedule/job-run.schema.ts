import { Schema, type Types } from 'mongoose';
import { baseSchemaOptions } from '../mongo/index.js';

/** How long runs are kept. */
const RETENTION_DAYS = 180;

/**
 * `skipped`: the run before was still going, or Redis was gone. `timed_out`: took longer than it may. `abandoned`: its
 * worker died or was cut off from Redis.
 */
export const RUN_STATUSES = ['running', 'succeeded', 'failed', 'timed_out', 'skipped', 'abandoned'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** One run of a scheduled job. */
export interface JobRun {
  _id: Types.ObjectId;
  job: string;
  /** The instant for which it was due. */
  tick: Date;
  trigger: 'schedule' | 'manual';
  status: RunStatus;
  /** Which worker: host name and process id. */
  host: string;
  /** See RunContext; missing until the run has its lock. */
  fence?: number;
  startedAt: Date;
  finishedAt?: Date;
  durationMs?: number;
  error?: string;
  counts?: Record<string, number>;
}

export const JobRunSchema = new Schema<JobRun>(
  {
    job: { type: String, required: true },
    tick: { type: Date, required: true },
    trigger: { type: String, enum: ['schedule', 'manual'], required: true },
    status: { type: String, enum: RUN_STATUSES, required: true },
    host: { type: String, required: true },
    fence: Number,
    startedAt: { type: Date, required: true },
    finishedAt: Date,
    durationMs: Number,
    error: String,
    // Each job names its own figures.
    counts: Schema.Types.Mixed,
  },
  { ...baseSchemaOptions, timestamps: false, collection: 'job_runs' },
);

// A tick belongs to the worker that inserts it first, whatever becomes of locks.
JobRunSchema.index({ job: 1, tick: 1 }, { unique: true });
// The runs of one job, the latest first.
JobRunSchema.index({ job: 1, _id: -1 });
// Runs that are going on, to find those whose worker has died. It holds these only, so it stays small.
JobRunSchema.index({ status: 1, job: 1 }, { partialFilterExpression: { status: 'running' } });
// Drops old runs.
JobRunSchema.index({ startedAt: 1 }, { expireAfterSeconds: RETENTION_DAYS * 86_400 });
