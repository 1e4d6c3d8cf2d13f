import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MigrationFailure } from './migration.js';
import type { MigrationFiles } from './migration-files.js';

const TEMPLATE = `import type { MigrationContext } from '../src/infra/migrations/migration.ts';

/** Say what it is for. It must be re-runnable: should it break off, it is run again from its beginning. */
export async function up({ db }: MigrationContext): Promise<void> {
  await db.collection('things').createIndex({ name: 1 });
}

export async function down({ db }: MigrationContext): Promise<void> {
  await db.collection('things').dropIndex({ name: 1 });
}
`;

/**
 * Writes the file of a new migration under the next free number.
 *
 * @param title some words, which become its name
 * @returns the file's path
 */
export async function createMigration(files: MigrationFiles, title: string): Promise<string> {
  const words = title.toLowerCase().match(/[a-z0-9]+/g);
  if (!words) throw new MigrationFailure('Name the migration: npm run migrate:create -- add phone to users');
  const last = (await files.names()).at(-1) ?? '0000';
  const number = String(Number(last.slice(0, 4)) + 1).padStart(4, '0');
  const path = join(files.folder, `${number}-${words.join('-')}.ts`);
  await writeFile(path, TEMPLATE, { flag: 'wx' });
  return path;
}
