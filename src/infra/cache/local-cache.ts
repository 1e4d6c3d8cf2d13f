import { LRUCache } from 'lru-cache';
import type { CacheEntry } from './cache-entry.js';

/** An answer in this process's memory. */
export interface LocalEntry extends CacheEntry {
  readonly tags: readonly string[];
  /** When it was last known to be current, on the monotonic clock. */
  readonly verifiedAt: number;
  /** What it takes to store it in Redis, where it isn't yet. */
  readonly unshared?: Unshared;
}

export interface Unshared {
  /** The generations of its tags, from before it was computed. */
  readonly stamp: string;
  /** The end of its time to live, on the monotonic clock. */
  readonly expiresAt: number;
}

/** What an entry weighs beside its bytes: objects, list and index nodes, measured roughly. */
const OVERHEAD_BYTES = 500;

/** The layer before Redis: least recently used answers leave when the bytes are used up. Knows nothing of time. */
export class LocalCache {
  private readonly entries: LRUCache<string, LocalEntry> | undefined;
  private readonly keysByTag = new Map<string, Set<string>>();

  /** @param maxBytes memory that entries may use; 0 keeps nothing */
  constructor(maxBytes: number) {
    if (maxBytes === 0) return;
    this.entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }, key) => bytes.length + 2 * key.length + OVERHEAD_BYTES,
      dispose: (entry, key) => this.unindex(entry, key),
    });
  }

  /** Whether it keeps anything. */
  get enabled(): boolean {
    return this.entries !== undefined;
  }

  /** Bytes in use. */
  get bytes(): number {
    return this.entries?.calculatedSize ?? 0;
  }

  get(key: string): LocalEntry | undefined {
    return this.entries?.get(key);
  }

  set(key: string, entry: LocalEntry): void {
    if (!this.entries) return;
    this.entries.set(key, entry);
    if (!this.entries.has(key)) return; // larger than the whole cache
    for (const tag of entry.tags) {
      const keys = this.keysByTag.get(tag);
      if (keys) keys.add(key);
      else this.keysByTag.set(tag, new Set([key]));
    }
  }

  /** Forgets every entry that carries one of the tags. */
  drop(tags: Iterable<string>): void {
    for (const tag of tags) {
      const keys = this.keysByTag.get(tag);
      if (keys) for (const key of keys) this.entries?.delete(key);
    }
  }

  clear(): void {
    this.entries?.clear();
  }

  private unindex(entry: LocalEntry, key: string): void {
    for (const tag of entry.tags) {
      const keys = this.keysByTag.get(tag);
      if (keys?.delete(key) && keys.size === 0) this.keysByTag.delete(tag);
    }
  }
}
