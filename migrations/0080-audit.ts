import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** What was done is kept: in a log for administrators, and in lines for the people concerned. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('audit_logs')
    .createIndexes([
      { key: { at: -1, _id: -1 } },
      { key: { action: 1, at: -1, _id: -1 } },
      { key: { 'actor.id': 1, at: -1, _id: -1 } },
      { key: { 'target.type': 1, 'target.id': 1, at: -1, _id: -1 } },
      { key: { outcome: 1, at: -1, _id: -1 } },
      { key: { subject: 1 } },
      { key: { seq: 1 }, unique: true, partialFilterExpression: { seq: { $gt: 0 } } },
      { key: { pending: 1, _id: 1 }, partialFilterExpression: { pending: true } },
      { key: { key: 1 }, unique: true, sparse: true },
    ]);
  await db
    .collection('activity_logs')
    .createIndexes([
      { key: { userId: 1, at: -1, _id: -1 } },
      { key: { key: 1 }, unique: true, sparse: true },
      { key: { expiresAt: 1 }, expireAfterSeconds: 0 },
    ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const name of ['audit_logs', 'activity_logs']) await db.collection(name).drop();
}
