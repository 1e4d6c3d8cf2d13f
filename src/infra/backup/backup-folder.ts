import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Ends the name of a folder that isn't whole: it is being written or removed, or whoever did so has died. */
export const PARTIAL = '.partial';

/** `2026-11-21T020000Z`, with a number when there are several of one second. */
const NAME = /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z(-\d+)?(\.partial)?$/;

const nameOf = (time: Date) => time.toISOString().replaceAll(':', '').replace(/\.\d+/, '');

/**
 * Makes the folder of a new backup. Until {@link finishFolder} its name ends with `.partial`. Folders and files are for
 * their owner only: they hold everybody's data.
 *
 * @returns the path that it will have when it is whole
 */
export async function startFolder(directory: string, time: Date): Promise<string> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  for (let number = 1; ; number++) {
    const folder = join(directory, nameOf(time) + (number > 1 ? `-${number}` : ''));
    if (!(await claim(folder + PARTIAL))) continue;
    // Only who has claimed it makes it whole, so nobody else can from now on.
    if (!existsSync(folder)) return folder;
    await rmdir(folder + PARTIAL);
  }
}

/** Says that all of the backup is there. */
export const finishFolder = (folder: string): Promise<void> => rename(folder + PARTIAL, folder);

/** Removes what there is of a backup that came to nothing. */
export const discardFolder = (folder: string): Promise<void> =>
  rm(folder + PARTIAL, { recursive: true, force: true });

/**
 * Removes the backups from before a time, and what is left of those that came to nothing. The latest whole one stays
 * whatever its age, and so does everything that isn't named like a backup.
 *
 * @returns how many folders were removed
 */
export async function removeFoldersBefore(directory: string, limit: Date): Promise<number> {
  const names = (await readdir(directory)).filter((name) => NAME.test(name));
  const latest = names
    .filter((name) => !name.endsWith(PARTIAL))
    .toSorted()
    .at(-1);
  const old = names.filter((name) => name !== latest && timeOf(name) < limit.getTime());
  for (const name of old) await removeFolder(join(directory, name));
  return old.length;
}

/** Should the process die meanwhile, the rest doesn't look like a whole backup. */
async function removeFolder(path: string): Promise<void> {
  const folder = path.endsWith(PARTIAL) ? path.slice(0, -PARTIAL.length) : path;
  if (path === folder) await rename(folder, folder + PARTIAL);
  await discardFolder(folder);
}

const timeOf = (name: string) => Date.parse(name.replace(NAME, '$1T$2:$3:$4Z'));

/** @returns false when there is one already */
async function claim(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
