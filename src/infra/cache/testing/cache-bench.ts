import { expect } from 'vitest';
import { eventually } from '../../../../test/support/eventually.js';
import { TestMonotonicClock } from '../../../../test/support/test-clock.js';
import { readConfig, RedisConfig } from '../../../config/index.js';
import { RedisService } from '../../redis/index.js';
import { CacheService, type CachePolicy } from '../cache.service.js';
import { CacheStatistics } from '../cache-statistics.js';
import { RemoteCache } from '../remote-cache.js';

/** Instances that share a Redis and a clock, and a source of values that a test can hold up and count. */
export class CacheBench {
  readonly config = readConfig(RedisConfig);
  readonly clock = new TestMonotonicClock();
  readonly key = 'page';
  readonly policy: CachePolicy = { ttl: 60, tags: ['course:1', 'courses'] };
  /** What the source has at the moment. */
  value: unknown = 'first';
  computations = 0;

  private gate = Promise.resolve();
  private readonly ends: (() => void)[] = [];

  /** What one process of the API has. */
  async startInstance(settings: Partial<RedisConfig> = {}) {
    const config = { ...this.config, ...settings };
    const redis = new RedisService(config);
    const remote = new RemoteCache(redis);
    const stop = () => {
      remote.onApplicationShutdown();
      void redis.onApplicationShutdown();
    };
    this.ends.push(stop);
    await eventually(() => expect(redis.usable).toBe(true));
    return { redis, stop, cache: new CacheService(config, remote, this.clock, new CacheStatistics()) };
  }

  readonly compute = async (): Promise<unknown> => {
    this.computations++;
    const { value } = this;
    await this.gate;
    return value;
  };

  /** Makes computations wait until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gate = promise;
    return () => {
      resolve();
      this.gate = Promise.resolve();
    };
  }

  /** Reads the page: `HIT first`, `MISS second`. */
  async read(cache: CacheService, policy = this.policy): Promise<string> {
    const { body, state } = await cache.remember(this.key, policy, this.compute);
    return `${state} ${String(JSON.parse(body.toString()))}`;
  }

  async close(): Promise<void> {
    const { redis } = await this.startInstance();
    const prefix = `${this.config.REDIS_KEY_PREFIX}:`;
    const keys = await redis.client.keys(`${prefix}cache*`);
    if (keys.length > 0) await redis.client.del(keys.map((name) => name.slice(prefix.length)));
    for (const end of this.ends) end();
  }
}
