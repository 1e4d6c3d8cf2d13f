import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Everybody with an account, found by e-mail address or user name. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('users').createIndexes([
    { key: { email: 1 }, unique: true },
    { key: { username: 1 }, unique: true },
    { key: { deleteBatchId: 1 }, sparse: true },
    { key: { archiveBatchId: 1 }, sparse: true },
  ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('users').drop();
}
