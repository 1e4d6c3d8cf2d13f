import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Answers to requests with an Idempotency-Key go when nobody may ask for them any more. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('idempotency_keys').createIndexes([{ key: { expiresAt: 1 }, expireAfterSeconds: 0 }]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('idempotency_keys').drop();
}
