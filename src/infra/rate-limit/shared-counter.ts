import { Injectable } from '@nestjs/common';
import type { Result } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { MonotonicClock } from '../clock/index.js';
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

/** What this process knows of a key. */
interface Sight {
  /** The highest count that Redis has told of this window. */
  count: number;
  /** Hits that Redis was sent and hasn't told of. */
  underWay: number;
  /** When the window ends, on the monotonic clock. */
  endsAt: number;
}

const PREFIX = 'rate:';

/** Keys remembered at a time. Some 2 MB when full; who is forgotten is waited for once. */
const MAX_SIGHTS = 20_000;

/** The part of a limit up to which a count is sent to Redis and not waited for. */
const CALM = 0.25;

/**
 * Counts over all instances, in Redis; without Redis, in this process alone. Never fails and never waits long for it.
 *
 * Doesn't wait at all as long as a key is far from its limit. Redis hears of every hit, so that what comes near the limit
 * is counted exactly; beyond it passes at most a quarter of the limit for each further instance, and only when all that
 * arrives within one round trip.
 */
@Injectable()
export class SharedCounter {
  private readonly sights = new LRUCache<string, Sight>({ max: MAX_SIGHTS });

  constructor(
    private readonly redis: RedisService,
    private readonly local: LocalCounter,
    private readonly clock: MonotonicClock,
  ) {
    redis.client.defineCommand('rateLimitHit', { numberOfKeys: 1, lua: HIT });
  }

  hit(key: string, windowMs: number, limit: number): Usage | Promise<Usage> {
    const sight = this.sightOf(key);
    const leftMs = sight.endsAt - this.clock.now();
    const isCalm = leftMs > 0 && sight.count + sight.underWay < limit * CALM;
    const answer = this.ask(key, windowMs, sight);
    return isCalm && this.redis.usable ? { count: sight.count + sight.underWay, resetMs: leftMs } : answer;
  }

  /** Drops counters of all instances by their names. @throws Error when Redis is gone */
  forget(isMeant: (key: string) => boolean): Promise<void> {
    return this.redis.remove((key) => key.startsWith(PREFIX) && isMeant(key.slice(PREFIX.length)));
  }

  private ask(key: string, windowMs: number, sight: Sight): Promise<Usage> {
    sight.underWay++;
    return this.redis
      .attempt(
        async (client) => {
          const [count, resetMs] = await client.rateLimitHit(PREFIX + key, windowMs);
          const now = this.clock.now();
          sight.count = sight.endsAt > now ? Math.max(count, sight.count) : count;
          sight.endsAt = now + resetMs;
          return { count, resetMs };
        },
        () => this.local.hit(key, windowMs),
      )
      .finally(() => sight.underWay--);
  }

  private sightOf(key: string): Sight {
    let sight = this.sights.get(key);
    if (!sight) this.sights.set(key, (sight = { count: 0, underWay: 0, endsAt: -Infinity }));
    return sight;
  }
}
