import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Codes with which people sign in by mail. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('otps')
    .createIndexes([
      { key: { addressHash: 1, purpose: 1 }, unique: true },
      { key: { codeId: 1 }, unique: true },
      { key: { userId: 1 } },
      { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
    ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('otps').drop();
}
