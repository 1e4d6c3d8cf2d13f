import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CommonErrors, DomainError } from '../../common/errors/index.js';
import type { Actor } from '../../common/http/request-context.js';
import { RedisConfig } from '../../config/index.js';
import { RedisService } from '../redis/index.js';

/** Longer than a cache may take, since work depends on it; short enough that a stalled Redis doesn't hang a request. */
const COMMAND_TIMEOUT_MS = 2_000;

/** What a job looks like in Redis. */
export interface JobData {
  readonly payload: object;
  readonly requestId?: string;
  readonly actor?: Actor;
}

/** The one connection over which this process adds and inspects jobs. It fails at once when Redis is gone. */
@Injectable()
export class QueueConnection implements OnApplicationShutdown {
  private readonly logger = new Logger(QueueConnection.name);

  /** Where BullMQ's keys are. */
  readonly prefix: string;
  private readonly connection: Redis;
  private readonly queues = new Map<string, Queue<JobData>>();

  constructor(config: RedisConfig, redis: RedisService) {
    this.prefix = `${config.REDIS_KEY_PREFIX}:queue`;
    this.connection = redis.connect({
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
    });
  }

  /**
   * Runs commands on a queue.
   *
   * @throws DomainError `service-unavailable` when Redis is gone or fails
   */
  async use<T>(name: string, run: (queue: Queue<JobData>) => Promise<T>): Promise<T> {
    if (!(await this.connected())) throw new DomainError(CommonErrors.unavailable);
    try {
      return await run(await this.ready(name));
    } catch (error) {
      if (error instanceof DomainError) throw error;
      this.logger.warn(`The queue ${name} failed`, { err: error });
      throw new DomainError(CommonErrors.unavailable, { cause: error });
    }
  }

  private async ready(name: string): Promise<Queue<JobData>> {
    const queue = this.queues.get(name) ?? (await this.open(name));
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      // BullMQ remembers a failed start for ever: the next call makes a new queue.
      this.queues.delete(name);
      await queue.close();
      throw error;
    }
  }

  private async open(name: string): Promise<Queue<JobData>> {
    // When somebody uses a queue for the first time: most processes of the API never do, and it is large.
    const { Queue } = await import('bullmq');
    const other = this.queues.get(name);
    if (other) return other;
    const queue = new Queue<JobData>(name, { connection: this.connection, prefix: this.prefix });
    // Errors reach the caller through the promises, and the log through the connection.
    queue.on('error', () => {});
    this.queues.set(name, queue);
    return queue;
  }

  /** Waits for a connection that is being made, not for one that is lost. */
  private async connected(): Promise<boolean> {
    const { connection } = this;
    if (connection.status !== 'connecting' && connection.status !== 'connect')
      return connection.status === 'ready';
    return new Promise((resolve) => {
      const settle = () => {
        connection.off('ready', settle).off('close', settle);
        resolve(connection.status === 'ready');
      };
      connection.on('ready', settle).on('close', settle);
    });
  }

  onApplicationShutdown(): void {
    this.connection.disconnect();
  }
}
