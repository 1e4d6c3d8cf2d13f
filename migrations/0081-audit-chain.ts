import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const BOTH = 'target.type_1_target.id_1_at_-1__id_-1';
const INDEXES = [
  { key: { 'target.id': 1, at: -1, _id: -1 } },
  { key: { 'target.type': 1, at: -1, _id: -1 } },
  { key: { hasPersonal: 1, at: 1 }, partialFilterExpression: { hasPersonal: true } },
] as const;

/** The entries of the audit log form a chain, whose head is laid here once: were it made when missing, so could be its loss. */
export async function up({ db }: MigrationContext): Promise<void> {
  const heads = db.collection('audit_heads');
  await heads.createIndexes([{ key: { chain: 1 }, unique: true }]);
  await heads.updateOne(
    { chain: 'audit_logs' },
    { $setOnInsert: { seq: 0, hash: 'genesis', at: new Date(0), keyId: null, mac: null } },
    { upsert: true },
  );
  const logs = db.collection('audit_logs');
  if (await logs.indexExists(BOTH)) await logs.dropIndex(BOTH);
  await logs.createIndexes(INDEXES.map(({ key, ...options }) => ({ key: { ...key }, ...options })));
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('audit_heads').drop();
  const logs = db.collection('audit_logs');
  for (const { key } of INDEXES) {
    const name = Object.entries(key).flat().join('_');
    if (await logs.indexExists(name)) await logs.dropIndex(name);
  }
  await logs.createIndexes([{ key: { 'target.type': 1, 'target.id': 1, at: -1, _id: -1 } }]);
}
