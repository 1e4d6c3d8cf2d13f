import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { JobRun } from './job-run.schema.js';
import { JobRuns } from './job-runs.js';
import { ScheduleLocks } from './schedule-locks.js';

/** A run that has no lock after this time will never have one. */
const LOCKING_MS = 60_000;

/** Finds the runs whose worker has died: rows that say `running` while the run doesn't hold the job's lock. */
@Injectable()
export class RunReaper {
  constructor(
    private readonly runs: JobRuns,
    private readonly locks: ScheduleLocks,
    private readonly clock: Clock,
  ) {}

  /** Marks dead runs as abandoned. Does nothing while Redis is gone, since nobody knows then. */
  async reap(): Promise<void> {
    for (const run of await this.runs.running()) {
      if (await this.isDead(run))
        await this.runs.finish(
          run,
          { status: 'abandoned', error: 'The worker died during the run.' },
          this.clock.now(),
        );
    }
  }

  private async isDead(run: JobRun): Promise<boolean> {
    if (run.fence === undefined && this.clock.now().getTime() < run.startedAt.getTime() + LOCKING_MS)
      return false;
    const holder = await this.locks.holder(run.job);
    return holder !== undefined && holder !== run._id.toString();
  }
}
