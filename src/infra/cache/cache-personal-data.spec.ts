import { Logger } from '@nestjs/common';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { startTcpProxy } from '../../../test/support/tcp-proxy.js';
import { CachePersonalData } from './cache-personal-data.js';
import { CacheBench } from './testing/cache-bench.js';

describe('remembered answers, when somebody is erased', () => {
  let bench: CacheBench;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    bench = new CacheBench();
  });
  afterEach(() => bench.close());

  it.each([false, true])('are believed by no instance any more (kept in memory alone: %s)', async (lazy) => {
    const [reader, eraser] = [await bench.startInstance(), await bench.startInstance()];
    const policy = { ...bench.policy, lazy };
    await bench.read(reader.cache, policy);
    await new CachePersonalData(eraser.cache, eraser.redis).erase();
    bench.value = 'without a name';
    bench.clock.advance(500);
    expect(await bench.read(reader.cache, policy)).toBe('MISS without a name');
  });

  it('leave nothing in Redis, where all else stays', async () => {
    const { cache, redis } = await bench.startInstance();
    const tags = ['account:ada'];
    await bench.read(cache, { ttl: 60, tags });
    await redis.client.set('lock:a-job', 'held');
    await new CachePersonalData(cache, redis).erase();
    const keys = [`cache:${bench.key}`, `cache-tag:${tags[0]}`, 'lock:a-job'];
    expect(await Promise.all(keys.map((key) => redis.client.exists(key)))).toEqual([0, 0, 1]);
    await redis.client.del('lock:a-job');
  });

  it('are not said to be gone before Redis knows', async () => {
    const proxy = await startTcpProxy(bench.config.REDIS_URL);
    const { cache, redis } = await bench.startInstance({ REDIS_URL: proxy.url });
    proxy.cut();
    await eventually(() => expect(redis.usable).toBe(false));
    await expect(new CachePersonalData(cache, redis).erase()).rejects.toThrow('invalidation');
    await proxy.close();
  });
});
