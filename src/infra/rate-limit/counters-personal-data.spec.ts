import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../test/support/eventually.js';
import { TestClock, TestMonotonicClock } from '../../../test/support/test-clock.js';
import { readConfig, RedisConfig } from '../../config/index.js';
import { RedisService } from '../redis/index.js';
import { CountersPersonalData } from './counters-personal-data.js';
import { LocalCounter } from './local-counter.js';
import { SharedCounter } from './shared-counter.js';

const USER = 'a'.repeat(24);

describe('the counters of somebody who is erased', () => {
  let redis: RedisService;
  let counter: SharedCounter;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    redis = new RedisService({ ...readConfig(RedisConfig), REDIS_KEY_PREFIX: `counters-${randomUUID()}` });
    const clock = new TestMonotonicClock();
    counter = new SharedCounter(redis, new LocalCounter(new TestClock()), clock);
    await eventually(() => expect(redis.usable).toBe(true));
  });
  afterEach(async () => {
    await redis.remove(() => true);
    await redis.onApplicationShutdown();
  });

  /** Which of the counters remain when somebody is erased who is known by these. */
  async function remaining(counters: readonly string[], identifiers: readonly string[]): Promise<string[]> {
    for (const name of counters) await counter.hit(name, 60_000, 1);
    await new CountersPersonalData(counter).erase({ userId: USER, identifiers });
    const kept: string[] = [];
    for (const name of counters) if (await redis.client.exists(`rate:${name}`)) kept.push(name);
    return kept;
  }

  it('go with the account and its networks, whatever was counted', async () => {
    const theirs = [
      USER,
      '203.0.113.99',
      'sign-in:203.0.113.99',
      '2001:db8:9099:9099::/64',
      'sign-in:2001:db8:9099:9099::/64',
    ];
    expect(await remaining(theirs, ['203.0.113.99', '2001:db8:9099:9099:9:9:9:9'])).toEqual([]);
  });

  it('are not those of others, whatever somebody is called', async () => {
    const others = ['b'.repeat(24), '198.51.100.7', 'mail:hash:sign-in:minute', 'mail:hash:sign-in:hour'];
    expect(await remaining(others, ['minute', 'sign-in:hour', '203.0.113.99', '51.100.7'])).toEqual(others);
  });
});
