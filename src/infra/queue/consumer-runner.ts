import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import type { Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { requestContext } from '../../common/http/request-context.js';
import { RuntimeConfig } from '../../config/index.js';
import type { DecoratedMethod } from '../discovery/index.js';
import { RedisService } from '../redis/index.js';
import { Consumers } from './consumers.js';
import { PermanentFailure, type JobContext } from './consumes.decorator.js';
import type { JobQueue } from './job-queue.js';
import { QueueConnection, type JobData } from './queue-connection.js';
import { settlesWithin } from './settles-within.js';

/** How long jobs may take to notice that the process can't wait for them any longer. */
const ABORT_GRACE_MS = 2_000;

/** Runs the consumers of all queues in this process, and lets running jobs finish before the process ends. */
@Injectable()
export class ConsumerRunner implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(ConsumerRunner.name);
  private readonly stop = new AbortController();
  /** Loaded by the worker alone: the API has this module's types, not its weight. */
  private bullmq?: typeof import('bullmq');
  private workers: Worker<JobData>[] = [];
  private connection?: Redis;
  private closed?: Promise<void>;

  constructor(
    private readonly runtime: RuntimeConfig,
    private readonly redis: RedisService,
    private readonly queueConnection: QueueConnection,
    private readonly consumers: Consumers,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.bullmq = await import('bullmq');
    // Told to stop meanwhile: nobody would close what began now.
    if (this.closed) return;
    // Commands of a worker wait for Redis to come back: what a job did must be recorded.
    const connection = this.redis.connect({ maxRetriesPerRequest: null });
    this.connection = connection;
    this.workers = this.consumers.all().map((consumer) => this.start(consumer, connection));
  }

  private start(consumer: DecoratedMethod<JobQueue<object>>, connection: Redis): Worker<JobData> {
    const { name, options } = consumer.metadata;
    const worker = new this.bullmq!.Worker<JobData>(name, (job) => this.run(consumer, job), {
      connection,
      prefix: this.queueConnection.prefix,
      concurrency: options.concurrency,
      runRetryDelay: 1_000,
    });
    worker.on('error', (error) => this.logger.warn(`The consumer of ${name} failed`, { err: error }));
    worker.on('failed', (job, error) => this.report(name, job, error));
    return worker;
  }

  private async run(
    { metadata, invoke }: DecoratedMethod<JobQueue<object>>,
    job: Job<JobData>,
  ): Promise<void> {
    const id = String(job.id);
    const signal = AbortSignal.any([this.stop.signal, AbortSignal.timeout(metadata.options.timeoutMs)]);
    const context: JobContext = {
      id,
      attempt: job.attemptsMade + 1,
      signal,
      replacePayload: (payload) => job.updateData({ ...job.data, payload }),
    };
    const { payload, requestId = `${metadata.name}-${id}`, actor } = job.data;
    try {
      await requestContext.run({ requestId, actor }, () =>
        Promise.race([invoke(payload, context), rejectionOf(signal)]),
      );
    } catch (error) {
      if (!(error instanceof PermanentFailure)) throw error;
      throw Object.assign(new this.bullmq!.UnrecoverableError(error.message), { cause: error });
    }
  }

  private report(queue: string, job: Job<JobData> | undefined, error: Error): void {
    const fields = { queue, job: job?.id, name: job?.name, attempt: job?.attemptsMade, err: error };
    if (job && job.finishedOn === undefined) this.logger.warn('A job failed and will be tried again', fields);
    else this.logger.error('A job failed for good', fields);
  }

  // All that closes starts closing at the same time, and is waited for in the next phase.
  onModuleDestroy(): void {
    this.closed = this.close();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.closed;
  }

  private async close(): Promise<void> {
    const closing = Promise.allSettled(this.workers.map((worker) => worker.close()));
    if (!(await settlesWithin(closing, this.runtime.SHUTDOWN_TIMEOUT_MS))) {
      this.logger.warn('Jobs are still running, or Redis is gone; another worker will take over');
      this.stop.abort(new Error('The worker is stopping.'));
      await settlesWithin(closing, ABORT_GRACE_MS);
      await Promise.allSettled(this.workers.map((worker) => worker.getBackend().close(true)));
    }
    this.connection?.disconnect();
  }
}

const rejectionOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
