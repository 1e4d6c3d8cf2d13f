import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CacheStatistics } from '../cache/index.js';
import { MongoCommands, PoolStatistics } from '../mongo/index.js';
import { Queues } from '../queue/index.js';
import { Metrics } from './metrics.js';

/** Makes the figures of database, cache and queues metrics; each is read when Prometheus asks. */
@Injectable()
export class InfrastructureMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly cache: CacheStatistics,
    private readonly queues: Queues,
    private readonly pool: PoolStatistics,
    private readonly commands: MongoCommands,
  ) {}

  onModuleInit(): void {
    this.commands.subscribe(({ command, collection, durationMs, failed }) =>
      this.metrics.commandSeconds.observe(
        { command, collection, outcome: failed ? 'failed' : 'done' },
        durationMs / 1000,
      ),
    );
    this.metrics.gaugeOf('mongodb_pool_connections', 'Connections to MongoDB, by state.', ['state'], () => [
      [{ state: 'open' }, this.pool.open],
      [{ state: 'in_use' }, this.pool.inUse],
    ]);
    this.metrics.gaugeOf('mongodb_pool_waiting', 'Operations that wait for a connection.', [], () => [
      [{}, this.pool.waiting],
    ]);
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
