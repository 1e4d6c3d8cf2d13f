import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis, type RedisOptions } from 'ioredis';
import { RedisConfig } from '../../config/index.js';

/** After a failure Redis is left alone for this long, so that one stalled server costs one wait and not one per call. */
const BREAK_MS = 1_000;
const SCAN_BATCH = 500;

/**
 * The connection that requests use. It never queues and never waits long: whoever asks it says what to do without it.
 */
@Injectable()
export class RedisService implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisService.name);
  private brokenUntil = 0;
  private readonly lossListeners: (() => void)[] = [];

  /** For commands whose failure the caller handles itself. Keys are prefixed by the connection. */
  readonly client: Redis;

  constructor(private readonly config: RedisConfig) {
    this.client = this.connect({
      keyPrefix: `${config.REDIS_KEY_PREFIX}:`,
      enableOfflineQueue: false,
      // Commands of one turn of the event loop travel together.
      enableAutoPipelining: true,
      maxRetriesPerRequest: 0,
      commandTimeout: config.REDIS_COMMAND_TIMEOUT_MS,
    });
    this.client.on('close', this.lose);
  }

  /** Calls a function whenever the connection breaks or a command fails; it may be called often for one outage. */
  onLoss(listener: () => void): void {
    this.lossListeners.push(listener);
  }

  /** Whether a command has a chance: connected, and no failure within the last second. */
  get usable(): boolean {
    return this.client.status === 'ready' && performance.now() >= this.brokenUntil;
  }

  /**
   * Runs commands, or the fallback when Redis is gone or fails. Never throws for Redis' sake, never takes longer than
   * one command timeout.
   */
  async attempt<T>(run: (client: Redis) => Promise<T>, fallback: () => T | Promise<T>): Promise<T> {
    if (!this.usable) return fallback();
    try {
      return await run(this.client);
    } catch (error) {
      this.brokenUntil = performance.now() + BREAK_MS;
      this.lose();
      this.logger.warn('Redis failed; going on without it', { err: error });
      return fallback();
    }
  }

  /**
   * Removes keys by their names, looking at all that there are.
   *
   * @param isMeant is asked without the connection's prefix
   */
  async remove(isMeant: (key: string) => boolean): Promise<void> {
    const prefix = `${this.config.REDIS_KEY_PREFIX}:`;
    let cursor = '0';
    do {
      const [next, found] = await this.client.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', SCAN_BATCH);
      const keys = found.map((key) => key.slice(prefix.length)).filter(isMeant);
      if (keys.length > 0) await this.client.unlink(...keys);
      cursor = next;
    } while (cursor !== '0');
  }

  private readonly lose = (): void => {
    for (const listener of this.lossListeners) listener();
  };

  /** A connection of its own, for those that block or subscribe. The caller closes it. */
  connect(options: RedisOptions): Redis {
    const client = new Redis(this.config.REDIS_URL, {
      connectTimeout: 2_000,
      retryStrategy: (attempt) => Math.min(50 * attempt, 1_000),
      ...options,
    });
    client.on('ready', () => this.logger.log('Redis connected'));
    // Every failed attempt to reconnect is an `error`; one line per outage says as much.
    let reported = false;
    client.on('error', (error: Error) => {
      if (!reported) this.logger.error('Redis error', { err: error });
      reported = true;
    });
    client.on('ready', () => (reported = false));
    return client;
  }

  async onApplicationShutdown(): Promise<void> {
    this.client.disconnect();
  }
}
