/** How the cache of this process does, as plain counters since its start. Metrics read them when they are asked. */
export class CacheStatistics {
  /** Answered from this process's memory. */
  localHits = 0;
  /** Answered from Redis. */
  redisHits = 0;
  /** Found in Redis, but dropped since it was stored; counted as a miss too. */
  stale = 0;
  /** Computed. */
  misses = 0;
  /** Waited for somebody else's lookup of the same key. */
  joined = 0;
  /** Computed without asking Redis, because it is gone or behind; counted as a miss too. */
  bypassed = 0;
  /** Tags dropped. */
  invalidations = 0;
}
