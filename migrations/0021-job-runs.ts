import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Runs of scheduled jobs, for half a year. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db
    .collection('job_runs')
    .createIndexes([
      { key: { job: 1, tick: 1 }, unique: true },
      { key: { job: 1, _id: -1 } },
      { key: { status: 1, job: 1 }, partialFilterExpression: { status: 'running' } },
      { key: { startedAt: 1 }, expireAfterSeconds: 15_552_000 },
    ]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('job_runs').drop();
}
