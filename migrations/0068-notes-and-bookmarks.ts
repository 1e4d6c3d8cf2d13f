import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** What learners write down and mark in lessons. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('notes')
    .createIndexes([
      { key: { enrollment: 1, createdAt: -1, _id: -1 } },
      { key: { enrollment: 1, lesson: 1, createdAt: -1, _id: -1 } },
      { key: { course: 1 } },
      { key: { deleteBatchId: 1 }, sparse: true },
    ]);
  await db
    .collection('bookmarks')
    .createIndexes([
      { key: { enrollment: 1, lesson: 1, positionSeconds: 1, page: 1 }, unique: true },
      { key: { enrollment: 1, createdAt: -1, _id: -1 } },
      { key: { course: 1 } },
      { key: { deleteBatchId: 1 }, sparse: true },
    ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const name of ['notes', 'bookmarks']) await db.collection(name).drop();
}
