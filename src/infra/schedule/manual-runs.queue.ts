import { jobQueue } from '../queue/index.js';

/** A run of a scheduled job that somebody has asked for. */
export interface ManualRun {
  readonly runId: string;
  readonly job: string;
  /** The time of asking, ISO 8601. */
  readonly tick: string;
}

export const ManualRunsQueue = jobQueue<ManualRun>('manual-runs', {
  // Runs of different jobs don't wait for each other.
  concurrency: 20,
  // The schedule's own timeout holds.
  timeoutMs: 24 * 3_600_000,
});
