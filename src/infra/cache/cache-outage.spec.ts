import { Logger } from '@nestjs/common';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { CacheBench } from './testing/cache-bench.js';

describe('CacheService, when Redis is gone', () => {
  let bench: CacheBench;
  let proxy: TcpProxy;

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(async () => {
    bench = new CacheBench();
    proxy = await startTcpProxy(bench.config.REDIS_URL);
  });

  afterEach(async () => {
    await bench.close();
    await proxy.close();
  });

  it('computes, keeps the answer for a moment, and uses Redis again when it is back', async () => {
    const { cache, redis } = await bench.startInstance({ REDIS_URL: proxy.url });
    const { cache: other } = await bench.startInstance();
    proxy.cut();
    await eventually(() => expect(redis.usable).toBe(false));
    expect(await bench.read(cache)).toBe('MISS first');
    expect(await bench.read(cache)).toBe('HIT first');
    bench.clock.advance(500);
    bench.value = 'second';
    expect(await bench.read(cache)).toBe('MISS second');
    expect(cache.statistics.bypassed).toBe(2);

    proxy.restore();
    await eventually(() => expect(redis.usable).toBe(true));
    bench.clock.advance(500);
    await bench.read(cache);
    bench.value = 'third';
    await other.invalidate('course:1');
    bench.clock.advance(500);
    expect(await bench.read(cache)).toBe('MISS third');
    expect(await bench.read(other)).toBe('HIT third');
  });

  it('joins misses as ever', async () => {
    const { cache, redis } = await bench.startInstance({ REDIS_URL: proxy.url });
    proxy.cut();
    await eventually(() => expect(redis.usable).toBe(false));
    await Promise.all(Array.from({ length: 50 }, () => bench.read(cache)));
    expect(bench.computations).toBe(1);
  });

  it('answers when Redis accepts commands and never replies', async () => {
    const { cache, redis } = await bench.startInstance({
      REDIS_URL: proxy.url,
      REDIS_COMMAND_TIMEOUT_MS: 50,
    });
    proxy.stall();
    expect(await bench.read(cache)).toBe('MISS first');
    expect(redis.usable).toBe(false);
  });

  it.each(['cut', 'stall'] as const)(
    'remembers the changes of that time and tells Redis later (%s)',
    async (outage) => {
      const { cache: writer } = await bench.startInstance({
        REDIS_URL: proxy.url,
        REDIS_COMMAND_TIMEOUT_MS: 50,
      });
      const { cache: reader } = await bench.startInstance();
      await bench.read(writer);
      await bench.read(reader);
      proxy[outage]();
      bench.value = 'second';
      await writer.invalidate('course:1');
      expect(await bench.read(writer)).toBe('MISS second');
      proxy.restore();
      await eventually(async () => {
        bench.clock.advance(500);
        expect(await bench.read(reader)).toMatch('second');
      });
      await eventually(async () => {
        bench.clock.advance(500);
        expect(await bench.read(writer)).toBe('HIT second');
      });
    },
  );

  it('takes nothing old from it in between', async () => {
    const { cache: writer, redis } = await bench.startInstance({ REDIS_URL: proxy.url });
    await bench.read(writer);
    proxy.cut();
    bench.value = 'second';
    await writer.invalidate('course:1');
    proxy.restore();
    await eventually(() => expect(redis.client.status).toBe('ready'));
    bench.clock.advance(500);
    expect(await bench.read(writer)).toMatch('second');
  });
});

describe('a guarded tag', () => {
  const POLICY = { ttl: 60, tags: ['course:1', 'guarded'] };
  let bench: CacheBench;
  let proxies: TcpProxy[];

  beforeAll(() => Logger.overrideLogger(false));

  beforeEach(async () => {
    bench = new CacheBench();
    proxies = [await startTcpProxy(bench.config.REDIS_URL), await startTcpProxy(bench.config.REDIS_URL)];
  });

  afterEach(async () => {
    await bench.close();
    for (const proxy of proxies) await proxy.close();
  });

  async function startInstance(proxy?: TcpProxy) {
    const instance = await bench.startInstance({
      ...(proxy && { REDIS_URL: proxy.url }),
      REDIS_COMMAND_TIMEOUT_MS: 50,
    });
    instance.cache.guard('guarded');
    // As soon as it takes something from Redis, it has dropped the tag there.
    await eventually(async () => {
      bench.clock.advance(500);
      expect(await bench.read(instance.cache, POLICY)).toMatch('HIT');
    });
    return instance;
  }

  it.each(['cut', 'stall'] as const)(
    'keeps what Redis had before the outage from being believed, whoever died meanwhile (%s)',
    async (outage) => {
      const writer = await startInstance(proxies[0]);
      const reader = await startInstance(proxies[1]);
      for (const proxy of proxies) proxy[outage]();
      await eventually(async () => {
        bench.clock.advance(500);
        expect(await bench.read(reader.cache, POLICY)).toBe('MISS first');
      });
      bench.value = 'second';
      expect(await writer.cache.invalidate('course:1')).toBe(false);
      // It dies with what it had to tell; Redis still has the first value under generations that nobody changed.
      writer.stop();
      proxies[1]!.restore();
      bench.clock.advance(500);
      await eventually(async () => {
        expect(await bench.read(reader.cache, POLICY)).toMatch('second');
        bench.clock.advance(500);
        expect(reader.redis.usable).toBe(true);
      });
      expect(await bench.read(reader.cache, POLICY)).toMatch('second');
    },
  );

  it('keeps an instance that starts from believing what was there before', async () => {
    const writer = await startInstance(proxies[0]);
    proxies[0]!.cut();
    bench.value = 'second';
    await writer.cache.invalidate('course:1');
    writer.stop();
    const late = await bench.startInstance();
    late.cache.guard('guarded');
    expect(await bench.read(late.cache, POLICY)).toBe('MISS second');
  });

  it('leaves other answers alone', async () => {
    const one = await startInstance();
    const readOther = () => one.cache.remember('other page', { ttl: 60, tags: ['courses'] }, bench.compute);
    await readOther();
    await startInstance();
    bench.clock.advance(500);
    expect(await readOther()).toMatchObject({ state: 'HIT' });
  });
});
