import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** How the nightly job finds what was kept long enough (001-18, 002-38). */
const INDEXES = [
  [
    'sessions',
    { isActive: 1, updatedAt: 1 },
    { name: 'retention', partialFilterExpression: { isActive: false } },
  ],
  [
    'notifications',
    { readAt: 1 },
    { name: 'retention', partialFilterExpression: { readAt: { $gt: new Date(0) } } },
  ],
  [
    'payments',
    { createdAt: 1, 'metadata.ipAddress': 1 },
    { name: 'retention', partialFilterExpression: { 'metadata.ipAddress': { $gt: '' } } },
  ],
  [
    'lesson_progress',
    { lastAccessedAt: 1, browser: 1 },
    { name: 'retention', partialFilterExpression: { browser: { $gt: '' } } },
  ],
] as const;

export async function up({ db }: MigrationContext): Promise<void> {
  for (const [collection, key, options] of INDEXES) await db.collection(collection).createIndex(key, options);
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const [collection, , { name }] of INDEXES) {
    const indexed = db.collection(collection);
    if (await indexed.indexExists(name)) await indexed.dropIndex(name);
  }
}
