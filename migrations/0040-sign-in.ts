import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const EXPIRES = { key: { expiresAt: 1 }, expireAfterSeconds: 0 } as const;

/** Who is signed in where, one-time tokens, and accounts elsewhere with which people sign in. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('sessions')
    .createIndexes([{ key: { familyId: 1 }, unique: true }, { key: { userId: 1 } }, EXPIRES]);
  await db
    .collection('auth_tokens')
    .createIndexes([{ key: { tokenHash: 1 }, unique: true }, { key: { userId: 1, purpose: 1 } }, EXPIRES]);
  await db
    .collection('oauth_accounts')
    .createIndexes([{ key: { provider: 1, providerUserId: 1 }, unique: true }]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const name of ['sessions', 'auth_tokens', 'oauth_accounts']) await db.collection(name).drop();
}
