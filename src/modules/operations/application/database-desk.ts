import { Injectable } from '@nestjs/common';
import {
  IndexUsage,
  SlowQueries,
  type CollectionStatistics,
  type IndexStatistics,
  type SlowQuery,
} from '../../../infra/mongo/index.js';

export type { CollectionStatistics, IndexStatistics };

/** What operators see of the database (000-57). */
@Injectable()
export class DatabaseDesk {
  constructor(
    private readonly slow: SlowQueries,
    private readonly usage: IndexUsage,
  ) {}

  /** The last ones of all instances, the newest first. */
  slowQueries(): Promise<SlowQuery[]> {
    return this.slow.recent();
  }

  collections(): Promise<CollectionStatistics[]> {
    return this.usage.report();
  }
}
