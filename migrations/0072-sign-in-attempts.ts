import type { MigrationContext } from '../src/infra/migrations/migration.ts';

const EXPIRES = { key: { expiresAt: 1 }, expireAfterSeconds: 0 } as const;
const COLLECTIONS = ['sign_in_attempts', 'known_networks'];

/** Wrong attempts to sign in, and from where people have signed in before. */
export async function up({ db }: MigrationContext): Promise<void> {
  for (const name of COLLECTIONS)
    await db
      .collection(name)
      .createIndexes([{ key: { key: 1 }, unique: true }, { key: { userId: 1 } }, EXPIRES]);
}

export async function down({ db }: MigrationContext): Promise<void> {
  for (const name of COLLECTIONS) await db.collection(name).drop();
}
