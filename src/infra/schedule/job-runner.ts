import { hostname } from 'node:os';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { requestContext } from '../../common/http/request-context.js';
import { RuntimeConfig } from '../../config/index.js';
import { Clock } from '../clock/index.js';
import { settlesWithin } from '../queue/index.js';
import type { JobRun, RunStatus } from './job-run.schema.js';
import { JobRuns, type Outcome } from './job-runs.js';
import { outcomeOf } from './outcome.js';
import { ScheduleLocks, type Lease } from './schedule-locks.js';
import type { RunContext } from './scheduled.decorator.js';
import { Schedules, type Schedule } from './schedules.js';

/** How long jobs may take to notice that the process can't wait for them any longer. */
const ABORT_GRACE_MS = 2_000;

const SKIPPED = {
  held: 'Another run of this job is still going.',
  unreachable: 'Redis can not be reached, so nobody knows whether another run is going.',
};

/**
 * Runs scheduled jobs. Two things keep runs apart: a tick belongs to whoever inserts its row in `job_runs`, so it is never
 * run twice; and a lock in Redis keeps a run from overlapping with that of another tick.
 */
@Injectable()
export class JobRunner implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(JobRunner.name);
  private readonly stop = new AbortController();
  private readonly active = new Set<Promise<void>>();
  private closed?: Promise<void>;

  constructor(
    private readonly schedules: Schedules,
    private readonly runs: JobRuns,
    private readonly locks: ScheduleLocks,
    private readonly clock: Clock,
    private readonly runtime: RuntimeConfig,
  ) {}

  /**
   * Runs a job for an instant, unless somebody else does or its run before is still going.
   *
   * @param runId the id of a run that was asked for; absent for those of the schedule
   * @returns how the run ended; undefined when the tick is another worker's
   */
  async run(id: string, tick: Date, runId?: string): Promise<RunStatus | undefined> {
    const schedule = this.schedules.get(id);
    const run = await this.runs.begin(
      {
        job: id,
        tick,
        trigger: runId ? 'manual' : 'schedule',
        host: `${hostname()}:${process.pid}`,
        startedAt: this.clock.now(),
      },
      runId,
    );
    if (!run) return undefined;
    const lease = await this.locks.acquire(id, run._id.toString());
    if (typeof lease === 'string') return this.finish(run, { status: 'skipped', error: SKIPPED[lease] });
    try {
      await this.runs.lock(run, lease.fence, this.clock.now());
    } catch (error) {
      await lease.release();
      throw error;
    }
    return this.runLocked(schedule, run, lease);
  }

  private async runLocked(schedule: Schedule, run: JobRun, lease: Lease): Promise<RunStatus> {
    const { timeoutMs } = schedule.metadata;
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([timeout, lease.lost, this.stop.signal]);
    const work = this.work(schedule, run, lease, signal);
    const recorded = outcomeOf(work, { timeout, lost: lease.lost, stop: this.stop.signal }).then((outcome) =>
      this.finish(run, outcome),
    );
    // A job that doesn't heed its signal goes on: it keeps the lock, so that the next run doesn't overlap with it.
    const over = Promise.allSettled([recorded, work]).then(() => lease.release());
    this.active.add(over);
    void over.finally(() => this.active.delete(over));
    const status = await recorded;
    if (!signal.aborted) await over;
    return status;
  }

  private work(schedule: Schedule, run: JobRun, lease: Lease, signal: AbortSignal): Promise<unknown> {
    const runId = run._id.toString();
    const context: RunContext = { runId, tick: run.tick, fence: lease.fence, signal };
    return requestContext.run({ requestId: `run-${runId}` }, () => schedule.invoke(context));
  }

  private async finish(run: JobRun, outcome: Outcome): Promise<RunStatus> {
    const { job, tick } = run;
    const { status, error } = outcome;
    const recorded = await this.runs.finish(run, outcome, this.clock.now());
    const fields = { job, tick, runId: run._id.toString(), status, error };
    if (!recorded) this.logger.error('A run ended after it had been given up', fields);
    else if (status === 'succeeded') this.logger.log('A scheduled job succeeded', fields);
    else this.logger.warn('A scheduled job did not succeed', fields);
    return recorded ? status : 'abandoned';
  }

  // All that closes starts closing at the same time, and is waited for in the next phase.
  onModuleDestroy(): void {
    this.closed = this.close();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.closed;
  }

  private async close(): Promise<void> {
    const finished = Promise.all(this.active);
    if (await settlesWithin(finished, this.runtime.SHUTDOWN_TIMEOUT_MS)) return;
    this.stop.abort(new Error('The worker is stopping.'));
    await settlesWithin(finished, ABORT_GRACE_MS);
  }
}
