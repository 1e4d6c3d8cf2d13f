import { hash, randomBytes } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { RedisService } from '../redis/index.js';
import { type CacheEntry, decodeEntry, encodeEntry } from './cache-entry.js';

/** Every entry carries this tag beside its own. */
export const EVERYTHING = '*';

/** Long enough that busy tags stay; one that has gone costs a miss, nothing else. */
const GENERATION_TTL_SECONDS = 86_400;
/** How often invalidations that Redis didn't take are offered again. */
const RETRY_MS = 100;
/** Of longer lists of missed invalidations only the gist is kept: that everything may be old. */
const MAX_MISSED = 10_000;

/** Longer keys, made by long queries, are hashed; the others can be read by an operator. */
const MAX_KEY_LENGTH = 200;

/** What Redis knows of a key. */
export interface Finding {
  /** The present generations of the tags: what a value computed from now on is stored under. */
  readonly stamp: string;
  readonly entry: CacheEntry | undefined;
  /** Whether there was a value, but of another generation. */
  readonly stale: boolean;
  /** That of one of the tags, as it is in the stamp. */
  generationOf(tag: string): string | undefined;
}

/**
 * The layer that all instances share.
 *
 * Each tag has a generation: a random word under a key of its own. An entry is stored with a stamp, the generations of
 * its tags as they were *before* its value was computed, and is current while they still are the same. Dropping a tag
 * gives it a new word. So an invalidation during a computation is not lost (the value is stored under a stamp that is
 * already past), nothing is ever searched for by pattern, and a read is one round trip. A generation that Redis has
 * forgotten matches no stamp, so that expiry and eviction cost a miss and never show an old value.
 *
 * An invalidation that Redis didn't take is kept here and offered again until it does; as long as there is one, this
 * instance takes nothing from Redis. Should this process end before, other instances see the old value until its TTL.
 *
 * For answers that must not wait so long there are guarded tags: this process drops them whenever it comes to see Redis,
 * for the first time or again, before it takes anything from there. So it never believes an entry that was made before,
 * when it couldn't know what else Redis has missed; nor does it matter if Redis comes back with an older state of itself.
 */
@Injectable()
export class RemoteCache implements OnApplicationShutdown {
  private missed = new Set<string>();
  /** Whether Redis lacks an invalidation of this process. */
  private behind = false;
  private catchingUp = false;
  private stopped = false;
  private retry: NodeJS.Timeout | undefined;
  private readonly guarded = new Set<string>();

  constructor(private readonly redis: RedisService) {
    redis.onLoss(this.loseSight);
    redis.client.on('ready', this.catchUp);
  }

  /** Makes this process drop the tag whenever it comes to see Redis: now, and after each time that it didn't. */
  guard(tag: string): void {
    this.guarded.add(tag);
    this.loseSight();
  }

  /** @returns undefined when Redis can't be asked or is behind */
  async find(key: string, tags: readonly string[]): Promise<Finding | undefined> {
    if (this.behind) return undefined;
    return this.redis.attempt<Finding | undefined>(async (client) => {
      const generationKeys = generationKeysOf(tags);
      const [value, ...generations] = await client.mgetBuffer(entryKey(key), ...generationKeys);
      const isBegun = !generations.includes(null);
      const stamp = isBegun ? generations.join(' ') : await begin(client, generationKeys);
      const entry = value && isBegun ? decodeEntry(value, stamp) : undefined;
      const generationOf = (tag: string) => partOf(stamp, tags, tag);
      return { stamp, entry, stale: value !== null && !entry, generationOf };
    }, nothing);
  }

  /** Stores an entry under the stamp that was found before its value was computed. */
  async store(key: string, entry: CacheEntry, stamp: string, ttlSeconds: number): Promise<void> {
    await this.redis.attempt<unknown>(
      (client) => client.set(entryKey(key), encodeEntry(entry, stamp), 'EX', ttlSeconds),
      nothing,
    );
  }

  /**
   * Makes every entry that carries one of the tags stale. When Redis can't be told now, it will be.
   *
   * @returns whether Redis knows
   */
  async drop(tags: Iterable<string>): Promise<boolean> {
    if (await this.announce(tags)) return true;
    this.miss([...tags, ...this.guarded]);
    return false;
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    this.redis.client.off('ready', this.catchUp);
    clearTimeout(this.retry);
  }

  /** From now on nobody knows what Redis misses. */
  private readonly loseSight = (): void => {
    if (this.guarded.size > 0) this.miss(this.guarded);
  };

  private miss(tags: Iterable<string>): void {
    for (const tag of tags) this.missed.add(tag);
    if (this.missed.size > MAX_MISSED) this.missed = new Set([EVERYTHING]);
    if (!this.behind) this.catchUpSoon();
    this.behind = true;
  }

  private async announce(tags: Iterable<string>): Promise<boolean> {
    const { client } = this.redis;
    // Not through `attempt`, which leaves Redis alone after a failure: an invalidation is always worth its try.
    if (client.status !== 'ready') return false;
    try {
      await Promise.all(
        Array.from(tags, (tag) =>
          client.set(generationKey(tag), newGeneration(), 'EX', GENERATION_TTL_SECONDS),
        ),
      );
      return true;
    } catch {
      return false;
    }
  }

  private catchUpSoon(): void {
    clearTimeout(this.retry);
    if (!this.stopped) this.retry = setTimeout(this.catchUp, RETRY_MS).unref();
  }

  private readonly catchUp = (): void => void this.tellMissed();

  private async tellMissed(): Promise<void> {
    if (this.catchingUp || this.missed.size === 0) return;
    this.catchingUp = true;
    const tags = this.missed;
    this.missed = new Set();
    if (!(await this.announce(tags))) for (const tag of tags) this.missed.add(tag);
    this.catchingUp = false;
    if (this.missed.size === 0) this.behind = false;
    else this.catchUpSoon();
  }
}

const nothing = () => undefined;
const entryKey = (key: string) =>
  `cache:${key.length > MAX_KEY_LENGTH ? hash('sha256', key, 'base64url') : key}`;
const generationKey = (tag: string) => `cache-tag:${tag}`;
const generationKeysOf = (tags: readonly string[]) => [EVERYTHING, ...tags].map(generationKey);

/** The generation of a tag, and that of everything, which stands first. */
function partOf(stamp: string, tags: readonly string[], tag: string): string | undefined {
  const [everything, ...generations] = stamp.split(' ');
  const generation = generations[tags.indexOf(tag)];
  return generation && `${everything} ${generation}`;
}

const newGeneration = () => randomBytes(9).toString('base64url');

/** Gives a generation to every tag that has none, and answers the stamp of all. One round trip. */
async function begin(client: Redis, keys: string[]): Promise<string> {
  const begun = keys.map((key) => client.set(key, newGeneration(), 'EX', GENERATION_TTL_SECONDS, 'NX'));
  const [generations] = await Promise.all([client.mget(keys), ...begun]);
  return generations.join(' ');
}
