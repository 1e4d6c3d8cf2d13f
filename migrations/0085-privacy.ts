import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Copies and erasures that people have asked for (002-38). */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('data_exports')
    .createIndexes([
      { key: { user: 1 }, name: 'running', unique: true, partialFilterExpression: { running: true } },
      { key: { user: 1, requestedAt: -1, _id: -1 } },
      { key: { expiresAt: 1 }, sparse: true },
      { key: { requestedAt: 1 }, name: 'retention' },
    ]);
  await db.collection('data_export_chunks').createIndexes([
    { key: { export: 1, number: 1 }, unique: true },
    { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
  ]);
  await db
    .collection('erasure_requests')
    .createIndexes([
      { key: { user: 1 }, name: 'open', unique: true, partialFilterExpression: { open: true } },
      { key: { user: 1, requestedAt: -1 } },
      { key: { dueAt: 1 }, name: 'due', partialFilterExpression: { open: true } },
    ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const name of ['data_exports', 'data_export_chunks', 'erasure_requests'])
    await db.collection(name).drop();
}
