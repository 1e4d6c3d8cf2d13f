import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Reviews go aside with the account of their author: those of somebody, and what a batch took. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('reviews')
    .createIndexes([{ key: { user: 1 } }, { key: { archiveBatchId: 1 }, sparse: true }]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  const reviews = db.collection('reviews');
  for (const name of ['user_1', 'archiveBatchId_1'])
    if (await reviews.indexExists(name)) await reviews.dropIndex(name);
}
