import { Logger } from '@nestjs/common';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import type { RedisService } from '../redis/index.js';
import { CacheBench } from './testing/cache-bench.js';

describe('CacheService', () => {
  let bench: CacheBench;

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(() => {
    bench = new CacheBench();
  });

  afterEach(() => bench.close());

  describe('remembers', () => {
    it('answers the second time from memory, with the same bytes and tag', async () => {
      const { cache } = await bench.startInstance();
      const first = await cache.remember(bench.key, bench.policy, bench.compute);
      const second = await cache.remember(bench.key, bench.policy, bench.compute);
      expect(second).toEqual({ ...first, state: 'HIT' });
      expect(first.etag).toMatch(/^"[\w-]+"$/);
      expect(cache.statistics).toMatchObject({ localHits: 1, redisHits: 0, misses: 1 });
    });

    it('shares answers between instances, through Redis', async () => {
      const { cache: one } = await bench.startInstance();
      const { cache: other } = await bench.startInstance();
      const first = await one.remember(bench.key, bench.policy, bench.compute);
      const second = await other.remember(bench.key, bench.policy, bench.compute);
      expect(second).toEqual({ ...first, state: 'HIT' });
      expect(other.statistics).toMatchObject({ redisHits: 1, misses: 0 });
    });

    it('keeps text of any language, large bodies, and nothing at all', async () => {
      const { cache: one } = await bench.startInstance();
      const { cache: other } = await bench.startInstance();
      for (const value of ['বাংলা 学习 🎓', { list: 'x'.repeat(200_000) }, null]) {
        await one.clear();
        await one.remember(bench.key, bench.policy, async () => value);
        const { body, state } = await other.remember(bench.key, bench.policy, bench.compute);
        expect([state, JSON.parse(body.toString())]).toEqual(['HIT', value]);
        await other.clear();
      }
    });

    it('forgets when the time to live is over', async () => {
      const { cache, redis } = await bench.startInstance();
      await bench.read(cache, { ttl: 1, tags: [] });
      bench.clock.advance(500);
      await eventually(async () => expect(await redis.client.exists(`cache:${bench.key}`)).toBe(0));
      expect(await bench.read(cache)).toBe('MISS first');
    });

    it('takes a key of any length', async () => {
      const { cache } = await bench.startInstance();
      const long = 'x'.repeat(20_000);
      await cache.remember(long, bench.policy, bench.compute);
      bench.clock.advance(500);
      const { state } = await cache.remember(long, bench.policy, bench.compute);
      expect(state).toBe('HIT');
      const other = await cache.remember(`${long}y`, bench.policy, bench.compute);
      expect(other.state).toBe('MISS');
    });
  });

  describe('joins those who miss at the same time', () => {
    it('computes once for fifty', async () => {
      const { cache } = await bench.startInstance();
      const release = bench.hold();
      const answers = Array.from({ length: 50 }, () => bench.read(cache));
      await eventually(() => expect(bench.computations).toBe(1));
      release();
      expect(new Set(await Promise.all(answers))).toEqual(new Set(['MISS first']));
      expect(bench.computations).toBe(1);
      expect(cache.statistics.joined).toBe(49);
    });

    it('but not for longer than an answer is trusted, where that is asked for', async () => {
      const { cache } = await bench.startInstance();
      const strict = { ...bench.policy, strict: true };
      const release = bench.hold();
      const early = bench.read(cache, strict);
      bench.clock.advance(499);
      const joined = bench.read(cache, strict);
      await eventually(() => expect(bench.computations).toBe(1));
      bench.value = 'second';
      bench.clock.advance(1);
      const late = bench.read(cache, strict);
      await eventually(() => expect(bench.computations).toBe(2));
      release();
      expect(await Promise.all([early, joined, late])).toEqual(['MISS first', 'MISS first', 'MISS second']);
    });

    it('shares a failure and does not keep it', async () => {
      const { cache } = await bench.startInstance();
      const failing = async () => {
        bench.computations++;
        throw new Error('no database');
      };
      const answers = await Promise.allSettled(
        [1, 2, 3].map(() => cache.remember(bench.key, bench.policy, failing)),
      );
      expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
      expect(bench.computations).toBe(1);
      expect(await bench.read(cache)).toBe('MISS first');
    });
  });

  describe('shows changes', () => {
    it('at once on the instance that made them, whichever of the tags changed', async () => {
      const { cache } = await bench.startInstance();
      await bench.read(cache);
      for (const [index, tag] of bench.policy.tags.entries()) {
        bench.value = index;
        await cache.invalidate(tag);
        expect(await bench.read(cache)).toBe(`MISS ${index}`);
      }
      await cache.invalidate('course:2');
      expect(await bench.read(cache)).toBe('HIT 1');
    });

    it('within a second on every other instance', async () => {
      const { cache: writer } = await bench.startInstance();
      const { cache: reader } = await bench.startInstance();
      await bench.read(reader);
      bench.value = 'second';
      await writer.invalidate('course:1');
      bench.clock.advance(500);
      expect(await bench.read(reader)).toBe('MISS second');
      expect(reader.statistics.stale).toBe(1);
    });

    it.each(['the same', 'another'])(
      'that happen during a computation, when %s instance made them',
      async (where) => {
        const { cache: reader } = await bench.startInstance();
        const writer = where === 'the same' ? reader : (await bench.startInstance()).cache;
        const release = bench.hold();
        const early = bench.read(reader);
        await eventually(() => expect(bench.computations).toBe(1));
        bench.value = 'second';
        await writer.invalidate('courses');
        if (where === 'another') bench.clock.advance(500);
        release();
        expect(await early).toBe('MISS first');
        expect(await bench.read(reader)).toBe('MISS second');
        const { cache: third } = await bench.startInstance();
        expect(await bench.read(third)).toBe('HIT second');
      },
    );

    it('to those who ask after the change, while an older computation is still running', async () => {
      const { cache } = await bench.startInstance();
      const release = bench.hold();
      const early = bench.read(cache);
      await eventually(() => expect(bench.computations).toBe(1));
      bench.value = 'second';
      await cache.invalidate('course:1');
      const late = bench.read(cache);
      await eventually(() => expect(bench.computations).toBe(2));
      release();
      expect(await early).toBe('MISS first');
      expect(await late).toBe('MISS second');
      expect(await bench.read(cache)).toBe('HIT second');
    });

    it('of everything, when asked to clear', async () => {
      const { cache: one } = await bench.startInstance();
      const { cache: other } = await bench.startInstance();
      await bench.read(one, { ttl: 60, tags: [] });
      bench.value = 'second';
      await other.clear();
      bench.clock.advance(500);
      expect(await bench.read(one, { ttl: 60, tags: [] })).toBe('MISS second');
    });

    it('even after Redis has forgotten that they happened', async () => {
      const { cache: one, redis } = await bench.startInstance();
      const { cache: other } = await bench.startInstance();
      await bench.read(one);
      bench.value = 'second';
      await other.invalidate('course:1');
      await redis.client.del('cache-tag:course:1');
      bench.clock.advance(500);
      expect(await bench.read(one)).toBe('MISS second');
    });
  });

  describe('lazily', () => {
    const inRedis = (redis: RedisService) => redis.client.exists('cache:page');
    const lazy = () => ({ ...bench.policy, lazy: true });

    it('puts an answer into Redis when it is asked for again', async () => {
      const { cache, redis } = await bench.startInstance();
      const { cache: other } = await bench.startInstance();
      expect(await bench.read(cache, lazy())).toBe('MISS first');
      expect(await inRedis(redis)).toBe(0);
      expect(await bench.read(cache, lazy())).toBe('HIT first');
      await eventually(async () => expect(await inRedis(redis)).toBe(1));
      expect(await bench.read(other, lazy())).toBe('HIT first');
    });

    it('goes on with what only this process has, as long as it is current', async () => {
      const { cache, redis } = await bench.startInstance();
      await bench.read(cache, lazy());
      bench.clock.advance(500);
      expect(await bench.read(cache, lazy())).toBe('HIT first');
      await eventually(async () => expect(await inRedis(redis)).toBe(1));
      expect(await redis.client.ttl('cache:page')).toBeGreaterThan(50);
    });

    it('shows changes of other instances within a second', async () => {
      const { cache } = await bench.startInstance();
      const { cache: writer } = await bench.startInstance();
      await bench.read(cache, lazy());
      bench.value = 'second';
      await writer.invalidate('course:1');
      bench.clock.advance(500);
      expect(await bench.read(cache, lazy())).toBe('MISS second');
    });

    it('forgets when the time to live is over', async () => {
      const { cache } = await bench.startInstance();
      await bench.read(cache, lazy());
      bench.clock.advance(60_000);
      expect(await bench.read(cache, lazy())).toBe('MISS first');
    });

    it('stores at once where this process keeps nothing', async () => {
      const { cache } = await bench.startInstance({ CACHE_LOCAL_MAX_BYTES: 0 });
      await bench.read(cache, lazy());
      expect(await bench.read(cache, lazy())).toBe('HIT first');
    });
  });

  describe('in memory', () => {
    it('never uses more bytes than it may', async () => {
      const { cache } = await bench.startInstance({ CACHE_LOCAL_MAX_BYTES: 50_000 });
      for (let page = 0; page < 100; page++)
        await cache.remember(`page:${page}`, bench.policy, async () => 'x'.repeat(2_000));
      expect(cache.localBytes).toBeGreaterThan(40_000);
      expect(cache.localBytes).toBeLessThanOrEqual(50_000);
      expect(cache.peek('page:99')).toBeDefined();
      expect(cache.peek('page:0')).toBeUndefined();
      await cache.invalidate('courses');
      expect(cache.localBytes).toBe(0);
    });

    it('keeps nothing when it is turned off', async () => {
      const { cache } = await bench.startInstance({ CACHE_LOCAL_MAX_BYTES: 0 });
      await bench.read(cache);
      expect(await bench.read(cache)).toBe('HIT first');
      expect(cache.statistics).toMatchObject({ localHits: 0, redisHits: 1 });
    });
  });
});
