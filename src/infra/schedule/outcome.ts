import type { Outcome } from './job-runs.js';
import type { RunCounts } from './scheduled.decorator.js';

/** A database's or a server's message can be long. */
const MAX_ERROR_LENGTH = 1_000;

/** The reasons for which a run can't go on. */
export interface Interruptions {
  readonly timeout: AbortSignal;
  readonly lost: AbortSignal;
  readonly stop: AbortSignal;
}

/** How a run ends: as its work does, or by the first interruption if that comes earlier. Never rejects. */
export const outcomeOf = (work: Promise<unknown>, { timeout, lost, stop }: Interruptions): Promise<Outcome> =>
  Promise.race([
    work.then(
      (result): Outcome => ({ status: 'succeeded', counts: countsOf(result) }),
      (error: unknown): Outcome => ({ status: 'failed', error: messageOf(error) }),
    ),
    aborted(timeout).then((): Outcome => ({
      status: 'timed_out',
      error: 'The run took longer than it may.',
    })),
    aborted(lost).then((): Outcome => ({ status: 'abandoned', error: messageOf(lost.reason) })),
    aborted(stop).then((): Outcome => ({ status: 'failed', error: messageOf(stop.reason) })),
  ]);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const countsOf = (result: unknown): RunCounts | undefined =>
  typeof result === 'object' && result !== null ? (result as RunCounts) : undefined;

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, MAX_ERROR_LENGTH);
