import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const OWNED = { name: 'userId_1_provider_1', key: { userId: 1, provider: 1 }, unique: true } as const;

/** Accounts elsewhere are found by their owners, who have one of each provider. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('oauth_accounts').createIndexes([OWNED]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  const links = db.collection('oauth_accounts');
  if (await links.indexExists(OWNED.name)) await links.dropIndex(OWNED.name);
}
