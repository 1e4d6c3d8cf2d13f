import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const YEAR_SECONDS = 365 * 86_400;

/** Everybody's inbox, and what goes out to people by mail. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('notifications')
    .createIndexes([
      { key: { userId: 1, createdAt: -1, _id: -1 } },
      { key: { userId: 1, readAt: 1, createdAt: -1, _id: -1 } },
      { key: { dedupeKey: 1 }, unique: true },
      { key: { createdAt: 1 }, expireAfterSeconds: YEAR_SECONDS },
    ]);
  await db.collection('messages').createIndexes([
    { key: { dedupeKey: 1 }, unique: true },
    { key: { createdAt: 1 }, expireAfterSeconds: YEAR_SECONDS },
  ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('notifications').drop();
  await db.collection('messages').drop();
}
