import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** How the answers that somebody got are found when they are to be erased (002-38). */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('idempotency_keys').createIndex({ user: 1 }, { sparse: true });
}

export async function down({ db }: MigrationContext): Promise<void> {
  const answers = db.collection('idempotency_keys');
  if (await answers.indexExists('user_1')) await answers.dropIndex('user_1');
}
