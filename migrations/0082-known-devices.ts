import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** From where people have signed in before is remembered, to tell them of sign-ins from elsewhere. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('known_devices').createIndexes([
    { key: { userId: 1, fingerprint: 1 }, unique: true },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('known_devices').drop();
}
