import { Injectable } from '@nestjs/common';
import { Scheduled, type RunContext, type RunCounts } from '../index.js';

/** Never while a test runs. */
const LEAP_DAY = '0 0 29 2 *';

/** Scheduled jobs that do what a test wants them to. */
@Injectable()
export class NightJobs {
  readonly runs: RunContext[] = [];
  work: (context: RunContext) => Promise<RunCounts | void> = async () => {};

  @Scheduled({ id: 'night.clean', cron: LEAP_DAY, timeoutMs: 60_000 })
  async clean(context: RunContext): Promise<RunCounts | void> {
    this.runs.push(context);
    return this.work(context);
  }

  @Scheduled({ id: 'night.hurry', cron: LEAP_DAY, timeoutMs: 1 })
  async hurry(context: RunContext): Promise<RunCounts | void> {
    this.runs.push(context);
    return this.work(context);
  }
}
