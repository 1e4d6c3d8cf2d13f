import { Injectable } from '@nestjs/common';
import type { Result } from 'ioredis';
import { RedisService } from '../redis/index.js';
import { LocalCounter, type Usage } from './local-counter.js';

/** Counts, and starts the window with the first. One script, because a counter without an expiry would lock out for ever. */
const HIT = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return { count, redis.call('PTTL', KEYS[1]) }
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    rateLimitHit(key: string, windowMs: number): Result<[count: number, resetMs: number], Context>;
  }
}

/** Counts over all instances, in Redis; without Redis, in this process alone. Never fails and never waits long for it. */
@Injectable()
export class SharedCounter {
  constructor(
    private readonly redis: RedisService,
    private readonly local: LocalCounter,
  ) {
    redis.client.defineCommand('rateLimitHit', { numberOfKeys: 1, lua: HIT });
  }

  hit(key: string, windowMs: number): Promise<Usage> {
    return this.redis.attempt(
      async (client) => {
        const [count, resetMs] = await client.rateLimitHit(`rate:${key}`, windowMs);
        return { count, resetMs };
      },
      () => this.local.hit(key, windowMs),
    );
  }
}
