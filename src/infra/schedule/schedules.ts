import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Types } from 'mongoose';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { Clock } from '../clock/index.js';
import { DecoratedMethods, type DecoratedMethod } from '../discovery/index.js';
import { Queues } from '../queue/index.js';
import { ManualRunsQueue } from './manual-runs.queue.js';
import { SCHEDULED, type ScheduleOptions } from './scheduled.decorator.js';

export type Schedule = DecoratedMethod<ScheduleOptions>;

/** All scheduled jobs of the application, whether or not this process runs them. */
@Injectable()
export class Schedules implements OnModuleInit {
  private readonly byId = new Map<string, Schedule>();

  constructor(
    private readonly methods: DecoratedMethods,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /** @throws Error when two jobs have one id, or a cron expression hasn't five fields */
  onModuleInit(): void {
    for (const schedule of this.methods.find<ScheduleOptions>(SCHEDULED)) {
      const { id, cron } = schedule.metadata;
      const other = this.byId.get(id);
      if (other) throw new Error(`Both ${other.label} and ${schedule.label} have the id ${id}.`);
      if (cron.trim().split(/\s+/).length !== 5)
        throw new Error(`${schedule.label} needs a cron expression of five fields, not "${cron}".`);
      this.byId.set(id, schedule);
    }
  }

  all(): Schedule[] {
    return [...this.byId.values()];
  }

  /** @throws DomainError `not-found` */
  get(id: string): Schedule {
    const schedule = this.byId.get(id);
    if (!schedule) throw new DomainError(CommonErrors.notFound);
    return schedule;
  }

  /**
   * Has a worker run a job now. A run that is going on makes this one be skipped, as any other.
   *
   * @returns the id that the run has in `JobRuns` as soon as a worker has taken it up
   * @throws DomainError `not-found` for an unknown job, `service-unavailable` when Redis is gone
   */
  async runNow(id: string): Promise<string> {
    this.get(id);
    const runId = new Types.ObjectId().toHexString();
    const payload = { runId, job: id, tick: this.clock.now().toISOString() };
    await this.queues.add(ManualRunsQueue, { payload, id: `run-${runId}`, name: id });
    return runId;
  }
}
