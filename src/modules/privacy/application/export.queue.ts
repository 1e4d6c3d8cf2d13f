import { jobQueue } from '../../../infra/queue/index.js';

/** Exports that are to be made. One at a time in each worker: nobody waits for them at a screen. */
export const ExportQueue = jobQueue<{ readonly exportId: string }>('exports', {
  concurrency: 1,
  attempts: 5,
  backoffMs: 10_000,
  timeoutMs: 30 * 60_000,
});
