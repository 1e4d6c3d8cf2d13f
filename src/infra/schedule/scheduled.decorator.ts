import { SetMetadata } from '@nestjs/common';

export const SCHEDULED = Symbol('schedule of a method');

export interface ScheduleOptions {
  /** `module.job`, unique and stable for ever: it stands in `job_runs`, locks and URLs. */
  readonly id: string;
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** The IANA time zone of `cron`; UTC unless given. */
  readonly timeZone?: string;
  /** How long a run may take. Then its signal is aborted and it counts as timed out. */
  readonly timeoutMs: number;
}

/** What a job knows of its run. */
export interface RunContext {
  readonly runId: string;
  /** The instant for which the run was due; what a job computes it computes for this instant, not for now. */
  readonly tick: Date;
  /**
   * Grows from run to run. A run whose worker was suspended can't know that another has begun: writes that would do harm
   * then carry the fence and are refused when a higher one has been there.
   */
  readonly fence: number;
  /** Aborted when the time is up, the lock is lost or the worker must stop. A job that goes on blocks its next run. */
  readonly signal: AbortSignal;
}

/** Figures that a run leaves behind: `{ expired: 12 }`. */
export type RunCounts = Record<string, number>;

type ScheduledMethod = (context: RunContext) => Promise<RunCounts | void>;

/**
 * Runs a provider's method on a schedule, in one worker at a time (004-18). A run that is still going when the next is
 * due makes that one be skipped. A tick that no worker was there for isn't made up for, so a job looks at what there is
 * to do, not at what happened since its last tick.
 */
export const Scheduled =
  (options: ScheduleOptions) =>
  <M extends ScheduledMethod>(target: object, key: string, descriptor: TypedPropertyDescriptor<M>): void => {
    SetMetadata(SCHEDULED, options)(target, key, descriptor);
  };
