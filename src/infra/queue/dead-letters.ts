import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import { Consumers } from './consumers.js';
import { QueueConnection, type JobData } from './queue-connection.js';

/** A job that used up its attempts, or failed for good. */
export interface DeadLetter {
  readonly queue: string;
  /** Unique within the queue. */
  readonly id: string;
  readonly name: string;
  readonly payload: object;
  readonly requestId?: string;
  /** Why the last attempt failed. */
  readonly error: string;
  readonly attempts: number;
  readonly failedAt: Date;
}

/**
 * What operators do about jobs that failed for good. They are BullMQ's failed jobs, left where they failed: a job is dead
 * in the same step in which its last attempt ends, nothing has to be copied, and its id goes on guarding against a second
 * copy of it.
 */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly connection: QueueConnection,
    private readonly consumers: Consumers,
  ) {}

  /** The latest first. @param options.queue leaves out the other queues' */
  async list(options: { queue?: string; offset?: number; limit?: number } = {}): Promise<DeadLetter[]> {
    const { queue, offset = 0, limit = 20 } = options;
    const names = this.consumers.queueNames().filter((name) => queue === undefined || name === queue);
    const lists = await Promise.all(
      names.map((name) => this.connection.use(name, (handle) => handle.getFailed(0, offset + limit - 1))),
    );
    return lists
      .flat()
      .map(toDeadLetter)
      .toSorted((one, other) => other.failedAt.getTime() - one.failedAt.getTime())
      .slice(offset, offset + limit);
  }

  /** Gives a job all its attempts again. @throws DomainError `not-found` when there is no such dead letter */
  async replay(queue: string, id: string): Promise<void> {
    await this.withDead(queue, id, (job) =>
      job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }),
    );
  }

  /** Removes a job and what it carries. @throws DomainError `not-found` when there is no such dead letter */
  async discard(queue: string, id: string): Promise<void> {
    await this.withDead(queue, id, (job) => job.remove());
  }

  private async withDead(
    queue: string,
    id: string,
    run: (job: Job<JobData>) => Promise<void>,
  ): Promise<void> {
    if (!this.consumers.queueNames().includes(queue)) throw new DomainError(CommonErrors.notFound);
    await this.connection.use(queue, async (handle) => {
      const job = await handle.getJob(id);
      if (!job || !(await job.isFailed())) throw new DomainError(CommonErrors.notFound);
      await run(job);
    });
  }
}

const toDeadLetter = (job: Job<JobData>): DeadLetter => ({
  queue: job.queueName,
  id: String(job.id),
  name: job.name,
  payload: job.data.payload,
  requestId: job.data.requestId,
  error: job.failedReason,
  attempts: job.attemptsMade,
  failedAt: new Date(job.finishedOn ?? job.timestamp),
});
