/** How the jobs of a queue are done. */
export interface JobQueueOptions {
  /** Jobs that one worker process does at the same time. */
  readonly concurrency: number;
  /** How often a job is tried before it becomes a dead letter. */
  readonly attempts: number;
  /** The wait before the second attempt; it doubles from attempt to attempt, and up to half of it is left to chance. */
  readonly backoffMs: number;
  /** How long one attempt may take before its signal is aborted and it counts as failed. */
  readonly timeoutMs: number;
  /** How long a finished job's id is remembered, so that adding it again has no effect. */
  readonly rememberSeconds: number;
}

/** A queue and the type of what its jobs carry: whoever adds and whoever consumes share this one definition. */
export interface JobQueue<P extends object> {
  readonly name: string;
  readonly options: JobQueueOptions;
  /** Never set: carries the type. */
  readonly payload?: P;
}

const DEFAULTS: JobQueueOptions = {
  concurrency: 5,
  attempts: 12,
  backoffMs: 1_000,
  timeoutMs: 60_000,
  rememberSeconds: 3_600,
};

/**
 * Declares a queue:
 *
 * `export const ReportQueue = jobQueue<{ reportId: string }>('reports', { concurrency: 1 })`
 *
 * With the default options a job survives an outage of half an hour before it becomes a dead letter.
 *
 * @param name what stands in Redis, metrics and dead letters; stable for ever
 */
export function jobQueue<P extends object>(
  name: string,
  options: Partial<JobQueueOptions> = {},
): JobQueue<P> {
  return { name, options: { ...DEFAULTS, ...options } };
}
