import { Injectable } from '@nestjs/common';
import type { JobsOptions } from 'bullmq';
import { actorNow, requestContext, type Actor } from '../../common/http/request-context.js';
import { Consumers } from './consumers.js';
import type { JobQueue, JobQueueOptions } from './job-queue.js';
import { QueueConnection, type JobData } from './queue-connection.js';

/** A job to be added. */
export interface NewJob<P extends object> {
  readonly payload: P;
  /**
   * The job's identity: while it is remembered, adding it again has no effect. Not a number and without colons, which
   * BullMQ keeps for itself. Default: an id of its own.
   */
  readonly id?: string;
  /** What stands in logs and dead letters. Default: the queue's name. */
  readonly name?: string;
  /** Default: the request that is being answered. */
  readonly requestId?: string;
  /** Who causes it. Default: who is asking now. */
  readonly actor?: Actor;
}

/** How many jobs a queue holds, by state. `dead` ones have used up their attempts. */
export interface QueueDepth {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly dead: number;
}

/** Dead letters wait this long for an operator. */
const DEAD_LETTER_DAYS = 30;

/** Hands work to the worker process. What must not be lost with a transaction goes through the outbox instead. */
@Injectable()
export class Queues {
  constructor(
    private readonly connection: QueueConnection,
    private readonly consumers: Consumers,
  ) {}

  /** @throws DomainError `service-unavailable` when Redis is gone; at once, so that a request doesn't hang */
  async add<P extends object>(queue: JobQueue<P>, job: NewJob<P>): Promise<void> {
    await this.addAll(queue, [job]);
  }

  /** Adds several jobs, all or none. @throws as {@link add} */
  async addAll<P extends object>(queue: JobQueue<P>, jobs: readonly NewJob<P>[]): Promise<void> {
    if (jobs.length === 0) return;
    const cause = { requestId: requestContext.getStore()?.requestId, actor: actorNow() };
    const entries = jobs.map(({ id, name, payload, requestId = cause.requestId, actor = cause.actor }) => ({
      name: name ?? queue.name,
      data: { payload, requestId, actor } satisfies JobData,
      opts: { ...jobOptions(queue.options), ...(id !== undefined && { jobId: checked(id) }) },
    }));
    await this.connection.use(queue.name, (handle) => handle.addBulk(entries));
  }

  /** @throws DomainError `service-unavailable` when Redis is gone */
  async depths(): Promise<Record<string, QueueDepth>> {
    const depths = await Promise.all(
      this.consumers.queueNames().map(async (name) => [name, await this.depth(name)] as const),
    );
    return Object.fromEntries(depths);
  }

  private async depth(name: string): Promise<QueueDepth> {
    const counts = await this.connection.use(name, (queue) =>
      queue.getJobCounts('wait', 'active', 'delayed', 'failed'),
    );
    return {
      waiting: counts['wait'] ?? 0,
      active: counts['active'] ?? 0,
      delayed: counts['delayed'] ?? 0,
      dead: counts['failed'] ?? 0,
    };
  }
}

const jobOptions = (options: JobQueueOptions): JobsOptions => ({
  attempts: options.attempts,
  backoff: { type: 'exponential', delay: options.backoffMs, jitter: 0.5 },
  removeOnComplete: { age: options.rememberSeconds },
  removeOnFail: { age: DEAD_LETTER_DAYS * 86_400 },
});

function checked(id: string): string {
  if (id.includes(':') || /^\d*$/.test(id)) throw new TypeError(`Not usable as the id of a job: ${id}`);
  return id;
}
