import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Events wait in `outbox` between their transaction and the queue. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('outbox').createIndexes([
    { key: { pending: 1, _id: 1 }, partialFilterExpression: { pending: true } },
    { key: { relayedAt: 1 }, expireAfterSeconds: 604_800 },
  ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('outbox').drop();
}
