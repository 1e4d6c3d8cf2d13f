import { Test, type TestingModule } from '@nestjs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { startTcpProxy, type TcpProxy } from '../../../test/support/tcp-proxy.js';
import { ConfigModule, readConfig, RedisConfig } from '../../config/index.js';
import { removeKeys } from '../queue/testing/queue-tests.js';
import { RedisModule, RedisService } from '../redis/index.js';
import { ScheduleLocks, type Lease } from './schedule-locks.js';

/** Locks that expire while a test can wait for it. */
class BriefLocks extends ScheduleLocks {
  protected override readonly expiryMs = 1_500;
}

const KEY = 'lock:job:job';

describe('ScheduleLocks', () => {
  let app: TestingModule;
  let proxy: TcpProxy;
  let locks: ScheduleLocks;
  const held: Lease[] = [];

  beforeAll(async () => {
    proxy = await startTcpProxy(process.env['REDIS_URL'] as string);
    app = await Test.createTestingModule({ imports: [ConfigModule, RedisModule], providers: [BriefLocks] })
      .overrideProvider(RedisConfig)
      .useValue({ ...readConfig(RedisConfig), REDIS_URL: proxy.url })
      .compile();
    app.useLogger(false);
    await app.init();
    locks = app.get(BriefLocks);
  });

  afterEach(async () => {
    proxy.restore();
    await vi.waitUntil(() => app.get(RedisService).usable, { timeout: 15_000 });
    await Promise.all(held.splice(0).map((lease) => lease.release()));
    await removeKeys(app);
  });

  afterAll(async () => {
    await app.close();
    await proxy.close();
  });

  const redis = () => app.get(RedisService).client;

  async function acquire(holder: string): Promise<Lease> {
    const lease = await locks.acquire('job', holder);
    if (typeof lease === 'string') throw new Error(lease);
    held.push(lease);
    return lease;
  }

  it('gives a lock to one of many', async () => {
    await eventually(() => expect(app.get(RedisService).usable).toBe(true));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => locks.acquire('job', `holder-${index}`)),
    );
    const leases = answers.filter((answer) => typeof answer !== 'string');
    held.push(...leases);
    expect(leases).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'held')).toHaveLength(9);
  });

  it('renews a lock for as long as it is held', async () => {
    const lease = await acquire('me');
    await redis().pexpire(KEY, 1_200);
    // Only a renewal makes it longer again.
    await eventually(async () => expect(await redis().pttl(KEY)).toBeGreaterThan(1_200));
    expect(lease.lost.aborted).toBe(false);
  });

  it('frees a lock when it is released, for a holder with a higher fence', async () => {
    const first = await acquire('first');
    await first.release();
    const second = await acquire('second');
    expect(second.fence).toBeGreaterThan(first.fence);
  });

  it('says so when a lock has gone to somebody else, and leaves it to them', async () => {
    const lease = await acquire('me');
    await redis().set(KEY, 'somebody else');
    await eventually(() => expect(lease.lost.aborted).toBe(true));
    await lease.release();
    expect(await redis().get(KEY)).toBe('somebody else');
  });

  it('gives a lock up when Redis can not be asked for so long that it may have expired', async () => {
    const lease = await acquire('me');
    proxy.cut();
    await eventually(() => expect(lease.lost.aborted).toBe(true));
  });

  it('gives no lock while Redis is gone', async () => {
    proxy.cut();
    expect(await locks.acquire('job', 'me')).toBe('unreachable');
  });
});
