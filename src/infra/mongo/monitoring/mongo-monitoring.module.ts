import { Global, Module } from '@nestjs/common';
import { IndexUsage } from './index-usage.js';
import { MongoCommands } from './mongo-commands.js';
import { PoolStatistics } from './pool-statistics.js';
import { SlowQueries } from './slow-queries.js';

/** Watches over the database. It stands apart from the connection, so that small programs can do without Redis. */
@Global()
@Module({
  providers: [MongoCommands, SlowQueries, IndexUsage, PoolStatistics],
  exports: [MongoCommands, SlowQueries, IndexUsage, PoolStatistics],
})
export class MongoMonitoringModule {}
