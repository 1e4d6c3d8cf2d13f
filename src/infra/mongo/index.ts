export { trusted } from 'mongoose';
export { indexDrift } from './index-drift.js';
export { MongoModule } from './mongo.module.js';
export { IndexUsage, type CollectionStatistics, type IndexStatistics } from './monitoring/index-usage.js';
export { MongoCommands, type MongoCommand } from './monitoring/mongo-commands.js';
export { MongoMonitoringModule } from './monitoring/mongo-monitoring.module.js';
export { PoolStatistics } from './monitoring/pool-statistics.js';
export { SlowQueries, type SlowQuery } from './monitoring/slow-queries.js';
export { Repository, type Picked } from './repository/repository.js';
export {
  archivePaths,
  baseSchemaOptions,
  softDeletePaths,
  type Archivable,
  type BaseDocument,
  type SoftDeletable,
} from './repository/schema.js';
export { type Sort } from './repository/keyset.js';
export { ArchiveRepository, SoftDeleteRepository, type Batch } from './repository/soft-delete.repository.js';
export { Transactions } from './transactions.js';
export { Turns } from './turns.js';
export { duplicateFields, translateMongoError } from './translate-mongo-error.js';
