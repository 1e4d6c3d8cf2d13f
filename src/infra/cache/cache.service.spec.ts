import { Logger } from '@nestjs/common';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { readConfig, RedisConfig } from '../../config/index.js';
import { RedisService } from '../redis/index.js';
import { CacheService } from './cache.service.js';
import { CacheStatistics } from './cache-statistics.js';
import { MonotonicClock } from './monotonic-clock.js';
import { RemoteCache } from './remote-cache.js';

class SettableClock extends MonotonicClock {
  private time = 0;
  now = () => this.time;
  advance = (milliseconds: number) => void (this.time += milliseconds);
}

/** A computation that a test holds up, lets go, and counts. */
class Source {
  computations = 0;
  value: unknown = 'first';
  private gate = Promise.resolve();

  readonly compute = async () => {
    this.computations++;
    const { value } = this;
    await this.gate;
    return value;
  };

  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gate = promise;
    return () => {
      resolve();
      this.gate = Promise.resolve();
    };
  }
}

describe('CacheService', () => {
  const config = readConfig(RedisConfig);
  const policy = { ttl: 60, tags: ['course:1', 'courses'] };
  const key = 'page';
  let stop: (() => void)[];
  let clock: SettableClock;
  let source: Source;

  /** What one process of the API has. */
  async function startInstance(settings: Partial<RedisConfig> = {}) {
    const redis = new RedisService({ ...config, ...settings });
    const remote = new RemoteCache(redis);
    stop.push(() => {
      remote.onApplicationShutdown();
      void redis.onApplicationShutdown();
    });
    const cache = new CacheService({ ...config, ...settings }, remote, clock, new CacheStatistics());
    await eventually(() => expect(redis.usable).toBe(true));
    return { cache, redis };
  }

  const read = async (cache: CacheService, policyOfRead = policy) => {
    const { body, state } = await cache.remember(key, policyOfRead, source.compute);
    return `${state} ${String(JSON.parse(body.toString()))}`;
  };

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(() => {
    stop = [];
    clock = new SettableClock();
    source = new Source();
  });

  afterEach(async () => {
    const { redis } = await startInstance();
    const prefix = `${config.REDIS_KEY_PREFIX}:`;
    const keys = await redis.client.keys(`${prefix}cache*`);
    if (keys.length > 0) await redis.client.del(keys.map((name) => name.slice(prefix.length)));
    for (const end of stop) end();
  });

  describe('remembers', () => {
    it('answers the second time from memory, with the same bytes and tag', async () => {
      const { cache } = await startInstance();
      const first = await cache.remember(key, policy, source.compute);
      const second = await cache.remember(key, policy, source.compute);
      expect(second).toEqual({ ...first, state: 'HIT' });
      expect(first.etag).toMatch(/^"[\w-]+"$/);
      expect(cache.statistics).toMatchObject({ localHits: 1, redisHits: 0, misses: 1 });
    });

    it('shares answers between instances, through Redis', async () => {
      const { cache: one } = await startInstance();
      const { cache: other } = await startInstance();
      const first = await one.remember(key, policy, source.compute);
      const second = await other.remember(key, policy, source.compute);
      expect(second).toEqual({ ...first, state: 'HIT' });
      expect(other.statistics).toMatchObject({ redisHits: 1, misses: 0 });
    });

    it('keeps text of any language, large bodies, and nothing at all', async () => {
      const { cache: one } = await startInstance();
      const { cache: other } = await startInstance();
      for (const value of ['বাংলা 学习 🎓', { list: 'x'.repeat(200_000) }, null]) {
        await one.clear();
        await one.remember(key, policy, async () => value);
        const { body, state } = await other.remember(key, policy, source.compute);
        expect([state, JSON.parse(body.toString())]).toEqual(['HIT', value]);
        await other.clear();
      }
    });

    it('forgets when the time to live is over', async () => {
      const { cache, redis } = await startInstance();
      await read(cache, { ttl: 1, tags: [] });
      clock.advance(500);
      await eventually(async () => expect(await redis.client.exists(`cache:${key}`)).toBe(0));
      expect(await read(cache)).toBe('MISS first');
    });

    it('takes a key of any length', async () => {
      const { cache } = await startInstance();
      const long = 'x'.repeat(20_000);
      await cache.remember(long, policy, source.compute);
      clock.advance(500);
      const { state } = await cache.remember(long, policy, source.compute);
      expect(state).toBe('HIT');
      const other = await cache.remember(`${long}y`, policy, source.compute);
      expect(other.state).toBe('MISS');
    });
  });

  describe('joins those who miss at the same time', () => {
    it('computes once for fifty', async () => {
      const { cache } = await startInstance();
      const release = source.hold();
      const answers = Array.from({ length: 50 }, () => read(cache));
      await eventually(() => expect(source.computations).toBe(1));
      release();
      expect(new Set(await Promise.all(answers))).toEqual(new Set(['MISS first']));
      expect(source.computations).toBe(1);
      expect(cache.statistics.joined).toBe(49);
    });

    it('shares a failure and does not keep it', async () => {
      const { cache } = await startInstance();
      const failing = async () => {
        source.computations++;
        throw new Error('no database');
      };
      const answers = await Promise.allSettled([1, 2, 3].map(() => cache.remember(key, policy, failing)));
      expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(source.computations).toBe(1);
      expect(await read(cache)).toBe('MISS first');
    });
  });

  describe('shows changes', () => {
    it('at once on the instance that made them, whichever of the tags changed', async () => {
      const { cache } = await startInstance();
      await read(cache);
      for (const [index, tag] of policy.tags.entries()) {
        source.value = index;
        await cache.invalidate(tag);
        expect(await read(cache)).toBe(`MISS ${index}`);
      }
      await cache.invalidate('course:2');
      expect(await read(cache)).toBe('HIT 1');
    });

    it('within a second on every other instance', async () => {
      const { cache: writer } = await startInstance();
      const { cache: reader } = await startInstance();
      await read(reader);
      source.value = 'second';
      await writer.invalidate('course:1');
      clock.advance(500);
      expect(await read(reader)).toBe('MISS second');
      expect(reader.statistics.stale).toBe(1);
    });

    it.each(['the same', 'another'])(
      'that happen during a computation, when %s instance made them',
      async (where) => {
        const { cache: reader } = await startInstance();
        const writer = where === 'the same' ? reader : (await startInstance()).cache;
        const release = source.hold();
        const early = read(reader);
        await eventually(() => expect(source.computations).toBe(1));
        source.value = 'second';
        await writer.invalidate('courses');
        if (where === 'another') clock.advance(500);
        release();
        expect(await early).toBe('MISS first');
        expect(await read(reader)).toBe('MISS second');
        const { cache: third } = await startInstance();
        expect(await read(third)).toBe('HIT second');
      },
    );

    it('to those who ask after the change, while an older computation is still running', async () => {
      const { cache } = await startInstance();
      const release = source.hold();
      const early = read(cache);
      await eventually(() => expect(source.computations).toBe(1));
      source.value = 'second';
      await cache.invalidate('course:1');
      const late = read(cache);
      await eventually(() => expect(source.computations).toBe(2));
      release();
      expect(await early).toBe('MISS first');
      expect(await late).toBe('MISS second');
      expect(await read(cache)).toBe('HIT second');
    });

    it('of everything, when asked to clear', async () => {
      const { cache: one } = await startInstance();
      const { cache: other } = await startInstance();
      await read(one, { ttl: 60, tags: [] });
      source.value = 'second';
      await other.clear();
      clock.advance(500);
      expect(await read(one, { ttl: 60, tags: [] })).toBe('MISS second');
    });

    it('even after Redis has forgotten that they happened', async () => {
      const { cache: one, redis } = await startInstance();
      const { cache: other } = await startInstance();
      await read(one);
      source.value = 'second';
      await other.invalidate('course:1');
      await redis.client.del('cache-tag:course:1');
      clock.advance(500);
      expect(await read(one)).toBe('MISS second');
    });
  });

  describe('in memory', () => {
    it('never uses more bytes than it may', async () => {
      const { cache } = await startInstance({ CACHE_LOCAL_MAX_BYTES: 50_000 });
      for (let page = 0; page < 100; page++)
        await cache.remember(`page:${page}`, policy, async () => 'x'.repeat(2_000));
      expect(cache.localBytes).toBeGreaterThan(40_000);
      expect(cache.localBytes).toBeLessThanOrEqual(50_000);
      expect(cache.peek('page:99')).toBeDefined();
      expect(cache.peek('page:0')).toBeUndefined();
      await cache.invalidate('courses');
      expect(cache.localBytes).toBe(0);
    });

    it('keeps nothing when it is turned off', async () => {
      const { cache } = await startInstance({ CACHE_LOCAL_MAX_BYTES: 0 });
      await read(cache);
      expect(await read(cache)).toBe('HIT first');
      expect(cache.statistics).toMatchObject({ localHits: 0, redisHits: 1 });
    });
  });

  describe('when Redis is gone', () => {
    let proxy: TcpProxy;

    beforeEach(async () => {
      proxy = await startTcpProxy(config.REDIS_URL);
    });

    afterEach(() => proxy.close());

    it('computes, keeps the answer for a moment, and uses Redis again when it is back', async () => {
      const { cache, redis } = await startInstance({ REDIS_URL: proxy.url });
      const { cache: other } = await startInstance();
      proxy.cut();
      await eventually(() => expect(redis.usable).toBe(false));
      expect(await read(cache)).toBe('MISS first');
      expect(await read(cache)).toBe('HIT first');
      clock.advance(500);
      source.value = 'second';
      expect(await read(cache)).toBe('MISS second');
      expect(cache.statistics.bypassed).toBe(2);

      proxy.restore();
      await eventually(() => expect(redis.usable).toBe(true));
      clock.advance(500);
      await read(cache);
      source.value = 'third';
      await other.invalidate('course:1');
      clock.advance(500);
      expect(await read(cache)).toBe('MISS third');
      expect(await read(other)).toBe('HIT third');
    });

    it('joins misses as ever', async () => {
      const { cache, redis } = await startInstance({ REDIS_URL: proxy.url });
      proxy.cut();
      await eventually(() => expect(redis.usable).toBe(false));
      await Promise.all(Array.from({ length: 50 }, () => read(cache)));
      expect(source.computations).toBe(1);
    });

    it('answers when Redis accepts commands and never replies', async () => {
      const { cache, redis } = await startInstance({ REDIS_URL: proxy.url, REDIS_COMMAND_TIMEOUT_MS: 50 });
      proxy.stall();
      expect(await read(cache)).toBe('MISS first');
      expect(redis.usable).toBe(false);
    });

    it.each(['cut', 'stall'] as const)(
      'remembers the changes of that time and tells Redis later (%s)',
      async (outage) => {
        const { cache: writer } = await startInstance({
          REDIS_URL: proxy.url,
          REDIS_COMMAND_TIMEOUT_MS: 50,
        });
        const { cache: reader } = await startInstance();
        await read(writer);
        await read(reader);
        proxy[outage]();
        source.value = 'second';
        await writer.invalidate('course:1');
        expect(await read(writer)).toBe('MISS second');
        proxy.restore();
        await eventually(async () => {
          clock.advance(500);
          expect(await read(reader)).toMatch('second');
        });
        await eventually(async () => {
          clock.advance(500);
          expect(await read(writer)).toBe('HIT second');
        });
      },
    );

    it('takes nothing old from it in between', async () => {
      const { cache: writer, redis } = await startInstance({ REDIS_URL: proxy.url });
      await read(writer);
      proxy.cut();
      source.value = 'second';
      await writer.invalidate('course:1');
      proxy.restore();
      await eventually(() => expect(redis.client.status).toBe('ready'));
      clock.advance(500);
      expect(await read(writer)).toMatch('second');
    });
  });
});
