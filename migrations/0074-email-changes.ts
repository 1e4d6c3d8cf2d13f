import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Addresses that accounts shall have. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('email_changes')
    .createIndexes([
      { key: { key: 1 }, unique: true },
      { key: { userId: 1 } },
      { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
    ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('email_changes').drop();
}
