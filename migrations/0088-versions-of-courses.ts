import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/**
 * Courses count their changes, so that moderators publish what they saw. What waits for a review counts as changed since it
 * was submitted: nobody knows, so it is to be looked at again.
 */
export async function up({ db }: MigrationContext): Promise<void> {
  const courses = db.collection('courses');
  await courses.updateMany({ version: { $exists: false } }, { $set: { version: 0 } });
  await courses.updateMany({ submittedVersion: { $exists: false } }, { $set: { submittedVersion: null } });
}

/** The values stay: nothing reads them. */
export async function down(): Promise<void> {}
