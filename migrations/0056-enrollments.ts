import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Enrollments, progress and certificates. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('enrollments')
    .createIndexes([
      { key: { user: 1, course: 1 }, unique: true },
      { key: { user: 1, enrolledAt: -1, _id: -1 } },
      { key: { user: 1, status: 1, enrolledAt: -1, _id: -1 } },
      { key: { course: 1, enrolledAt: -1, _id: -1 } },
      { key: { course: 1, status: 1, enrolledAt: -1, _id: -1 } },
      { key: { status: 1, expiresAt: 1 } },
      { key: { enrolledAt: -1 } },
      { key: { deleteBatchId: 1 }, sparse: true },
    ]);
  await db
    .collection('lesson_progress')
    .createIndexes([
      { key: { user: 1, lesson: 1 }, unique: true },
      { key: { enrollment: 1, isCompleted: 1, lesson: 1 } },
      { key: { course: 1, lesson: 1, isCompleted: 1 } },
      { key: { deleteBatchId: 1 }, sparse: true },
    ]);
  await db.collection('certificates').createIndexes([
    { key: { enrollment: 1 }, unique: true },
    { key: { code: 1 }, unique: true },
  ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const name of ['enrollments', 'lesson_progress', 'certificates']) await db.collection(name).drop();
}
