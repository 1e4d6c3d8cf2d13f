import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CacheStatistics } from '../cache/index.js';
import { Queues } from '../queue/index.js';
import { Metrics } from './metrics.js';

/** Makes the figures of cache and queues metrics; each is read when Prometheus asks. */
@Injectable()
export class InfrastructureMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly cache: CacheStatistics,
    private readonly queues: Queues,
  ) {}

  onModuleInit(): void {
    this.metrics.counterOf(
      'cache_reads_total',
      'Reads through the cache, by what became of them.',
      ['outcome'],
      () => [
        [{ outcome: 'hit_local' }, this.cache.localHits],
        [{ outcome: 'hit_redis' }, this.cache.redisHits],
        [{ outcome: 'miss' }, this.cache.misses],
        [{ outcome: 'joined' }, this.cache.joined],
      ],
    );
    this.metrics.counterOf('cache_stale_total', 'Entries that a write had outdated.', [], () => [
      [{}, this.cache.stale],
    ]);
    this.metrics.counterOf(
      'cache_bypassed_total',
      'Reads that went past Redis because it was gone.',
      [],
      () => [[{}, this.cache.bypassed]],
    );
    this.metrics.gaugeOf('queue_jobs', 'Jobs in the queues, by state.', ['queue', 'state'], () =>
      this.queueDepths(),
    );
  }

  private async queueDepths() {
    // Without Redis nobody knows; the other figures are still wanted.
    const depths = await this.queues.depths().catch(() => ({}));
    return Object.entries(depths).flatMap(([queue, states]) =>
      Object.entries(states).map(([state, jobs]) => [{ queue, state }, jobs as number] as const),
    );
  }
}
