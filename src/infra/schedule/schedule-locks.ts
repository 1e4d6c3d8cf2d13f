import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { RedisConfig } from '../../config/index.js';
import { RedisService } from '../redis/index.js';

/**
 * Takes the lock and the next fence. A fence is at least the server's clock, so that it goes on growing when Redis has
 * lost its data. KEYS: lock, fence. ARGV: holder, expiry in ms.
 */
const ACQUIRE = `
if not redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then return 0 end
local time = redis.call('time')
local last = tonumber(redis.call('get', KEYS[2])) or 0
local fence = math.max(last + 1, time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('set', KEYS[2], string.format('%.0f', fence))
return fence`;
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/** The right to run a job, for as long as `lost` isn't aborted. */
export interface Lease {
  readonly fence: number;
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** More patient than a request: a moment's stall of Redis must not cost a night's run. */
const COMMAND_TIMEOUT_MS = 2_000;

/** One lock per job, in Redis. It expires by itself, is renewed while held, and released by its holder only. */
@Injectable()
export class ScheduleLocks implements OnApplicationShutdown {
  private readonly logger = new Logger(ScheduleLocks.name);
  private connection?: Redis;

  /** How long a dead worker's lock stays. */
  protected readonly expiryMs: number = 30_000;

  constructor(
    private readonly config: RedisConfig,
    private readonly redis: RedisService,
  ) {}

  /**
   * @param holder a name that no other holder has had
   * @returns `held` when somebody else has the lock, `unreachable` when Redis is gone
   */
  async acquire(job: string, holder: string): Promise<Lease | 'held' | 'unreachable'> {
    const askedAt = performance.now();
    const fence = await this.ask((client) =>
      client.eval(ACQUIRE, 2, lockKey(job), `fence:${job}`, holder, this.expiryMs),
    );
    if (fence === undefined) return 'unreachable';
    if (fence === 0) return 'held';
    return this.keep(job, holder, Number(fence), askedAt);
  }

  /** Who has a lock. @returns undefined when Redis is gone */
  holder(job: string): Promise<string | null | undefined> {
    return this.ask((client) => client.get(lockKey(job)));
  }

  onApplicationShutdown(): void {
    this.connection?.disconnect();
  }

  /** Undefined when Redis can't be reached. Only the worker ever asks, so only the worker has the connection. */
  private async ask<T>(command: (client: Redis) => Promise<T>): Promise<T | undefined> {
    this.connection ??= this.redis.connect({
      keyPrefix: `${this.config.REDIS_KEY_PREFIX}:`,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
    });
    try {
      return await command(this.connection);
    } catch (error) {
      this.logger.warn('Redis can not be asked for a lock', { err: error });
      return undefined;
    }
  }

  private keep(job: string, holder: string, fence: number, acquiredAt: number): Lease {
    const lost = new AbortController();
    const renewEveryMs = this.expiryMs / 3;
    let validUntil = acquiredAt + this.expiryMs;
    const renew = async () => {
      const askedAt = performance.now();
      const held = await this.ask((client) => client.eval(RENEW, 1, lockKey(job), holder, this.expiryMs));
      if (held === 1) validUntil = askedAt + this.expiryMs;
      // Given up early while Redis can't be asked: the next renewal would come when the lock may have expired.
      else if (held === 0 || performance.now() + renewEveryMs >= validUntil) {
        clearInterval(timer);
        this.logger.error(`The lock of ${job} is lost`);
        lost.abort(new Error('The run lost its lock.'));
      }
    };
    const timer = setInterval(() => void renew(), renewEveryMs);
    return {
      fence,
      lost: lost.signal,
      release: async () => {
        clearInterval(timer);
        await this.ask((client) => client.eval(RELEASE, 1, lockKey(job), holder));
      },
    };
  }
}

const lockKey = (job: string) => `lock:job:${job}`;
