import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const PAID = {
  key: { course: 1, 'payment.status': 1 },
  name: 'course_1_payment.status_1',
  partialFilterExpression: { 'payment.status': { $gt: '' } },
} as const;

/** How those who have paid for a course are found before it is deleted, among many who never had to. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('enrollments').createIndexes([PAID]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  const enrollments = db.collection('enrollments');
  if (await enrollments.indexExists(PAID.name)) await enrollments.dropIndex(PAID.name);
}
