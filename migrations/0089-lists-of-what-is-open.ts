import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const FLAGS = ['amount-mismatch', 'late-money', 'refund-failed', 'foreign-refund'] as const;

/** Old lists of payments, and those that stand for them now. */
const OLD = [
  { key: { flags: 1, createdAt: -1, _id: -1 }, name: 'flags_1_createdAt_-1__id_-1' },
  { key: { paidAt: 1 }, name: 'paidAt_1' },
] as const;
const NEW = [
  { key: { openFlags: 1, createdAt: -1, _id: -1 }, name: 'openFlags_1_createdAt_-1__id_-1' },
  { key: { paidAt: 1, _id: 1 }, name: 'paidAt_1__id_1' },
] as const;
const HOLDERS = { key: { user: 1, issuedAt: -1, _id: -1 }, name: 'user_1_issuedAt_-1__id_-1' } as const;

/** Flags of payments can be resolved (all that are there aren't yet), and learners list their certificates. */
export async function up({ db }: MigrationContext): Promise<void> {
  const payments = db.collection('payments');
  for (const path of ['openFlags', 'flagResolutions'])
    await payments.updateMany({ [path]: { $exists: false } }, { $set: { [path]: [] } });
  for (const flag of FLAGS)
    await payments.updateMany(
      { flags: flag, 'flagResolutions.flag': { $ne: flag } },
      { $addToSet: { openFlags: flag } },
    );
  await replace(db, 'payments', OLD, NEW);
  await replace(db, 'certificates', [], [HOLDERS]);
}

/** The values stay: nothing reads them. */
export async function down({ db }: MigrationContext): Promise<void> {
  await replace(db, 'payments', NEW, OLD);
  await replace(db, 'certificates', [HOLDERS], []);
}

type Index = (typeof OLD)[number] | (typeof NEW)[number] | typeof HOLDERS;

async function replace(
  db: MigrationContext['db'],
  collection: string,
  old: readonly Index[],
  next: readonly Index[],
): Promise<void> {
  for (const { key, name } of next) await db.collection(collection).createIndex(key, { name });
  for (const { name } of old)
    if (await db.collection(collection).indexExists(name)) await db.collection(collection).dropIndex(name);
}
