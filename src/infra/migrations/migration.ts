import type { mongo } from 'mongoose';

/** What a migration works with: the raw driver, because schemas change and migrations don't. */
export interface MigrationContext {
  readonly db: mongo.Db;
  readonly client: mongo.MongoClient;
}

/**
 * The exports of a file `migrations/NNNN-name.ts`. Both steps must be re-runnable: one that broke off in the middle is
 * run again from its beginning.
 */
export interface Migration {
  up(context: MigrationContext): Promise<void>;
  down(context: MigrationContext): Promise<void>;
  /** `false` when `up` can't be repeated; after a breakdown a person decides how it goes on. */
  readonly rerunnable?: boolean;
}

/** A problem with migrations; the message names the migration and says what to do. */
export class MigrationFailure extends Error {
  override readonly name = 'MigrationFailure';
}
