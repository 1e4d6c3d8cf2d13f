import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const FORMER = { key: { userId: 1 }, name: 'userId_1' } as const;
const OF_SOMEBODY = {
  key: { userId: 1, isActive: 1, createdAt: -1, _id: -1 },
  name: 'userId_1_isActive_1_createdAt_-1__id_-1',
} as const;

/** Sessions are listed by their owners, and tokens that were invalidated are known as such. */
export async function up({ db }: MigrationContext): Promise<void> {
  const sessions = db.collection('sessions');
  await sessions.createIndexes([OF_SOMEBODY]);
  if (await sessions.indexExists(FORMER.name)) await sessions.dropIndex(FORMER.name);
  await db.collection('blacklisted_tokens').createIndexes([
    { key: { sessionId: 1 }, unique: true },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  const sessions = db.collection('sessions');
  await sessions.createIndexes([FORMER]);
  if (await sessions.indexExists(OF_SOMEBODY.name)) await sessions.dropIndex(OF_SOMEBODY.name);
  await db.collection('blacklisted_tokens').drop();
}
