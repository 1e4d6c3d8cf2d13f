import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const UNORDERED = { key: { payment: 1, createdAt: 1 }, name: 'payment_1_createdAt_1' } as const;
const ORDERED = { key: { payment: 1, createdAt: 1, _id: 1 }, name: 'payment_1_createdAt_1__id_1' } as const;
type Index = typeof UNORDERED | typeof ORDERED;

/** Pages of a payment's log are read off the index, in a total order (000-50). */
export const up = ({ db }: MigrationContext): Promise<void> => replace(db, UNORDERED, ORDERED);

export const down = ({ db }: MigrationContext): Promise<void> => replace(db, ORDERED, UNORDERED);

async function replace(db: MigrationContext['db'], old: Index, next: Index): Promise<void> {
  const events = db.collection('payment_events');
  await events.createIndex(next.key);
  if (await events.indexExists(old.name)) await events.dropIndex(old.name);
}
