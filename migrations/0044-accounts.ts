import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** What administrators find accounts by. */
const INDEXES = [
  { createdAt: -1, _id: -1 },
  { role: 1, createdAt: -1, _id: -1 },
  { status: 1, createdAt: -1, _id: -1 },
  { 'approval.status': 1, createdAt: -1, _id: -1 },
  { emailVerifiedAt: 1, createdAt: -1, _id: -1 },
  { 'nameKeys.first': 1 },
  { 'nameKeys.last': 1 },
  { 'nameKeys.display': 1 },
] as const;

const keyOf = (name?: string | null): string =>
  (name ?? '').normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/** Accounts are listed and searched by those who administer them. */
export async function up({ db }: MigrationContext): Promise<void> {
  const users = db.collection('users');
  await users.createIndexes(INDEXES.map((key) => ({ key: { ...key } })));
  const unnamed = users.find({ nameKeys: { $exists: false } }, { projection: { profile: 1 } });
  for await (const { _id, profile } of unnamed) {
    const nameKeys = {
      first: keyOf(profile?.firstName),
      last: keyOf(profile?.lastName),
      display: keyOf(profile?.displayName),
    };
    await users.updateOne({ _id }, { $set: { nameKeys } });
  }
}

export async function down({ db }: MigrationContext): Promise<void> {
  const users = db.collection('users');
  for (const key of INDEXES) {
    const name = Object.entries(key).flat().join('_');
    if (await users.indexExists(name)) await users.dropIndex(name);
  }
  await users.updateMany({}, { $unset: { nameKeys: 1 } });
}
