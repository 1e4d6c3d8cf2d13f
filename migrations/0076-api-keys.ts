import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Keys of service accounts. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('api_keys')
    .createIndexes([
      { key: { prefix: 1 }, unique: true },
      { key: { createdAt: -1, _id: -1 } },
      { key: { userId: 1, createdAt: -1, _id: -1 } },
    ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('api_keys').drop();
}
