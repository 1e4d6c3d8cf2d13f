import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MigrationFailure, type Migration } from './migration.js';

const FILE = /^(\d{4})-[a-z0-9-]+\.ts$/;

/**
 * The project's folder of migrations. It lies beside `src` and `dist`, and Node runs its TypeScript as it is, in the
 * container too.
 */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../../migrations', import.meta.url));

/** The folder of migrations, read once. */
export class MigrationFiles {
  private list?: Promise<string[]>;

  constructor(readonly folder: string) {}

  /**
   * The names of all migrations in their order, without extension.
   *
   * @throws MigrationFailure when two have the same number or a file has no number
   */
  names(): Promise<string[]> {
    return (this.list ??= this.read());
  }

  private async read(): Promise<string[]> {
    const files = (await readdir(this.folder)).filter((file) => file.endsWith('.ts')).toSorted();
    const numbers = new Map<string, string>();
    for (const file of files) {
      const number = FILE.exec(file)?.[1];
      if (!number)
        throw new MigrationFailure(
          `${file} in the folder of migrations must be named like 0042-some-words.ts.`,
        );
      const other = numbers.get(number);
      if (other)
        throw new MigrationFailure(
          `${other} and ${file} have the same number. Give the newer one the next free number.`,
        );
      numbers.set(number, file);
    }
    return files.map((file) => file.slice(0, -'.ts'.length));
  }

  /** @throws MigrationFailure when the file doesn't export `up` and `down` */
  async load(name: string): Promise<Migration> {
    const path = join(this.folder, `${name}.ts`);
    const module = (await import(pathToFileURL(path).href)) as Partial<Migration>;
    if (typeof module.up !== 'function' || typeof module.down !== 'function')
      throw new MigrationFailure(`Migration ${name} must export the functions up and down.`);
    return module as Migration;
  }
}
