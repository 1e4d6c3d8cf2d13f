import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { MonotonicClock } from '../clock/index.js';
import { RedisConfig } from '../../config/index.js';
import { CacheStatistics } from './cache-statistics.js';
import { bodyOf, type CacheEntry, entryOf } from './cache-entry.js';
import { LocalCache, type LocalEntry, type Unshared } from './local-cache.js';
import { EVERYTHING, RemoteCache, type Finding } from './remote-cache.js';

/** For how long an answer that was current is taken as current without asking again. */
const TRUST_MS = 500;

export interface CachePolicy {
  /** How long an answer may be kept, in seconds. A change of its tags ends it earlier. */
  readonly ttl: number;
  /** What the answer depends on, e.g. `course:65a1…`: whoever changes that drops the tag. */
  readonly tags: readonly string[];
  /**
   * Keeps the promise of a second also where computing takes longer: nobody joins a computation that began longer ago
   * than an answer is trusted. For cheap computations alone, or those who come meanwhile pile up.
   */
  readonly strict?: boolean;
  /**
   * Keeps an answer in this process's memory alone until it is asked for again, and only then in Redis. For cheap answers of
   * which there are more than will ever be asked for twice: storing those would cost more than it saves, and Redis's memory.
   */
  readonly lazy?: boolean;
}

export interface CachedAnswer {
  /** JSON in UTF-8. */
  readonly body: Buffer;
  /** The strong entity tag of the body, quoted. */
  readonly etag: string;
  /** HIT: it was there. MISS: it was computed for this caller or one that asked at the same time. */
  readonly state: 'HIT' | 'MISS';
}

/** A lookup under way, which later callers join. */
interface Flight {
  readonly tags: readonly string[];
  readonly begunAt: number;
  /** Set by an invalidation: those who wait get the answer, nobody after them does. */
  outdated: boolean;
  answer: Promise<CachedAnswer>;
}

/**
 * Remembers answers as the bytes that are sent, in this process's memory and in Redis.
 *
 * A change shows on every instance within a second, whether or not a message about it could be lost, because an answer in
 * memory is trusted for {@link TRUST_MS} only, counted from *before* it was read from Redis or computed; then Redis is
 * asked again, where invalidations arrive before {@link invalidate} returns. On the instance that made the change it
 * shows at once.
 *
 * Callers that miss the same key at the same time share one computation, and its failure; failures aren't kept. Other
 * processes may compute the same at that moment, once each. Without Redis the same holds, in this process's memory alone:
 * a broken Redis is a miss, never an error, and costs one command timeout a second at most.
 */
@Injectable()
export class CacheService {
  private readonly local: LocalCache;
  private readonly flights = new Map<string, Flight>();
  private readonly computing = new AsyncLocalStorage<Pick<Finding, 'generationOf'>>();

  constructor(
    @Inject(RedisConfig) config: Pick<RedisConfig, 'CACHE_LOCAL_MAX_BYTES'>,
    private readonly remote: RemoteCache,
    private readonly clock: MonotonicClock,
    readonly statistics: CacheStatistics,
  ) {
    this.local = new LocalCache(config.CACHE_LOCAL_MAX_BYTES);
  }

  /** Bytes of this process's memory in use. */
  get localBytes(): number {
    return this.local.bytes;
  }

  /** The answer if this process can give it without waiting. */
  peek(key: string): CacheEntry | undefined {
    const entry = this.local.get(key);
    if (!entry || this.clock.now() - entry.verifiedAt >= TRUST_MS) return undefined;
    this.statistics.localHits++;
    if (entry.unshared) this.share(key, entry);
    return entry;
  }

  /**
   * The remembered answer, or a new one.
   *
   * @param key holds everything that the answer depends on, the caller included where it differs between callers
   * @param compute makes the value; it is serialised to JSON
   * @throws what `compute` throws
   */
  async remember(key: string, policy: CachePolicy, compute: () => Promise<unknown>): Promise<CachedAnswer> {
    const entry = this.peek(key);
    if (entry) return answerOf(entry, 'HIT');
    const flight = this.flights.get(key);
    if (flight && !(policy.strict && this.clock.now() - flight.begunAt >= TRUST_MS)) {
      this.statistics.joined++;
      return flight.answer;
    }
    return this.take(key, policy, compute);
  }

  /**
   * For those who keep parts that several answers are made of: what was made under a tag may go into the answer that is
   * being computed if its generation was the same. Read before the computation began, so that what was changed since is
   * made anew by whoever sees the change.
   *
   * @returns undefined outside a computation, of a tag that the answer doesn't carry, and without Redis
   */
  generationOf(tag: string): string | undefined {
    return this.computing.getStore()?.generationOf(tag);
  }

  /**
   * Drops every answer that carries one of the tags. Call it after the change is committed
   * (`transactions.afterCommit(() => cache.invalidate(...))`), or the old state may be cached again.
   *
   * @returns whether Redis has taken it; if not, this process offers it again until it has
   */
  async invalidate(...tags: string[]): Promise<boolean> {
    const isTaken = await this.remote.drop(tags);
    // Afterwards, because until Redis knows a reader could bring the old answer back.
    this.statistics.invalidations += tags.length;
    this.local.drop(tags);
    this.outdate((flight) => flight.tags.some((tag) => tags.includes(tag)));
    return isTaken;
  }

  /**
   * Never takes an answer with this tag from Redis that was there before this process saw Redis, or saw it again: while it
   * didn't, invalidations may have got lost there. Costs everybody's answers with the tag whenever a process starts.
   */
  guard(tag: string): void {
    this.remote.guard(tag);
  }

  /**
   * Drops every answer, e.g. after data was restored or imported behind the application's back.
   *
   * @returns whether Redis has taken it; if not, this process offers it again until it has
   */
  async clear(): Promise<boolean> {
    const isTaken = await this.remote.drop([EVERYTHING]);
    this.local.clear();
    this.outdate(() => true);
    return isTaken;
  }

  private take(key: string, policy: CachePolicy, compute: () => Promise<unknown>): Promise<CachedAnswer> {
    const { tags } = policy;
    const begunAt = this.clock.now();
    const flight: Flight = { tags, begunAt, outdated: false, answer: undefined as never };
    flight.answer = this.fetch(key, policy, compute, flight).finally(() => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    });
    this.flights.set(key, flight);
    return flight.answer;
  }

  private async fetch(
    key: string,
    { ttl, tags, lazy = false }: CachePolicy,
    compute: () => Promise<unknown>,
    flight: Flight,
  ): Promise<CachedAnswer> {
    const verifiedAt = this.clock.now();
    const keep = (entry: CacheEntry, unshared?: Unshared) => {
      if (!flight.outdated) this.local.set(key, { ...entry, tags, verifiedAt, unshared });
    };
    const found = await this.remote.find(key, tags);
    if (found?.entry) {
      this.statistics.redisHits++;
      keep(found.entry);
      return answerOf(found.entry, 'HIT');
    }
    const own = this.local.get(key);
    if (own?.unshared && own.unshared.stamp === found?.stamp && own.unshared.expiresAt > verifiedAt) {
      this.statistics.localHits++;
      if (!flight.outdated) this.share(key, { ...own, verifiedAt });
      return answerOf(own, 'HIT');
    }
    this.statistics.misses++;
    if (found?.stale) this.statistics.stale++;
    if (!found) this.statistics.bypassed++;
    const entry = entryOf(await (found ? this.computing.run(found, compute) : compute()));
    if (found && lazy && this.local.enabled) {
      keep(entry, { stamp: found.stamp, expiresAt: verifiedAt + ttl * 1000 });
    } else {
      keep(entry);
      if (found) await this.remote.store(key, entry, found.stamp, ttl);
    }
    return answerOf(entry, 'MISS');
  }

  /** Stores in Redis what has turned out to be asked for more than once. Nobody waits for it. */
  private share(key: string, { unshared, ...entry }: LocalEntry): void {
    const { stamp, expiresAt } = unshared!;
    this.local.set(key, entry);
    const seconds = Math.ceil((expiresAt - this.clock.now()) / 1000);
    if (seconds > 0) void this.remote.store(key, entry, stamp, seconds);
  }

  private outdate(isConcerned: (flight: Flight) => boolean): void {
    for (const [key, flight] of this.flights) {
      if (!isConcerned(flight)) continue;
      flight.outdated = true;
      this.flights.delete(key);
    }
  }
}

const answerOf = (entry: CacheEntry, state: CachedAnswer['state']): CachedAnswer => ({
  body: bodyOf(entry),
  etag: entry.etag,
  state,
});
