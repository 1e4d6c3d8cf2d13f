import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Accounts whose erasure was begun before that was noted in them: no administrator opens or brings them back, either. */
export async function up({ db }: MigrationContext): Promise<void> {
  for await (const { user, dueAt } of db.collection('erasure_requests').find({ status: 'erasing' }))
    await db
      .collection('users')
      .updateOne({ _id: user, erasureBegunAt: null, erasedAt: null }, { $set: { erasureBegunAt: dueAt } });
}

/** The values stay: they are true. */
export async function down(): Promise<void> {}
