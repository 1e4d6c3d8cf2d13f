import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Authenticator apps and recovery codes. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('two_factor').createIndexes([{ key: { userId: 1 }, unique: true }]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('two_factor').drop();
}
