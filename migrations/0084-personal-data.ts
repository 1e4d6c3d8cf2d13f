import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** How everything about somebody is found when they want a copy of it or want it gone (002-38, A.7). */
const INDEXES = [
  ['users', { emailKey: 1 }, { unique: true, sparse: true }],
  ['reviews', { user: 1 }, {}],
  ['review_votes', { user: 1 }, {}],
  ['certificates', { user: 1 }, {}],
  ['certificates', { course: 1 }, {}],
  ['payments', { 'customer.heldSince': 1 }, { sparse: true }],
  ['messages', { userId: 1 }, {}],
  ['notifications', { 'data.instructorId': 1 }, { sparse: true }],
] as const;

export async function up({ db }: MigrationContext): Promise<void> {
  for (const [collection, key, options] of INDEXES) await db.collection(collection).createIndex(key, options);
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const [collection, key] of INDEXES) {
    const indexed = db.collection(collection);
    const name = `${Object.keys(key)[0]}_1`;
    if (await indexed.indexExists(name)) await indexed.dropIndex(name);
  }
}
