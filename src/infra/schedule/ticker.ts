import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob, validateCronExpression } from 'cron';
import { Clock } from '../clock/index.js';
import { JobRunner } from './job-runner.js';
import { RunReaper } from './run-reaper.js';
import { Schedules } from './schedules.js';

const MINUTE_MS = 60_000;
/** Timers may fire a little early. */
const EARLY_MS = 1_000;

/** Starts runs when they are due. */
@Injectable()
export class Ticker implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Ticker.name);

  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly schedules: Schedules,
    private readonly runner: JobRunner,
    private readonly reaper: RunReaper,
    private readonly clock: Clock,
  ) {}

  /** @throws Error when a cron expression is not one */
  onApplicationBootstrap(): void {
    for (const { metadata, label } of this.schedules.all()) {
      const { valid } = validateCronExpression(metadata.cron);
      if (!valid) throw new Error(`${label} needs a cron expression of five fields, not "${metadata.cron}".`);
      this.every(metadata.cron, metadata.timeZone, metadata.id, () =>
        this.tick(metadata.id, this.clock.now()),
      );
    }
    this.every('* * * * *', undefined, 'reap dead runs', () => this.reaper.reap());
  }

  /** Runs a job for the minute in which this is called: the same for all workers, however late their timers fire. */
  async tick(id: string, now: Date): Promise<void> {
    const due = new Date(Math.floor((now.getTime() + EARLY_MS) / MINUTE_MS) * MINUTE_MS);
    await this.runner.run(id, due);
  }

  private every(cronTime: string, timeZone = 'UTC', name: string, run: () => Promise<void>): void {
    const onTick = () =>
      run().catch((error: unknown) => this.logger.error(`Could not run ${name}`, { err: error }));
    const job = CronJob.from({ cronTime, timeZone, name, onTick, start: true });
    this.registry.addCronJob(name, job);
  }

  onModuleDestroy(): void {
    for (const name of this.registry.getCronJobs().keys()) this.registry.deleteCronJob(name);
  }
}
