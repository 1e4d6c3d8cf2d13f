import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';

const RETRY_MS = 100;
const SQLITE_BUSY = 5;

/** Somebody else holds the lock. */
export class LockHeldError extends Error {
  /** Process id of the holder, where it is known. */
  readonly holder: number | undefined;

  constructor(file: string, holder: number | undefined) {
    super(`${file} is held by ${holder === undefined ? 'another process' : `process ${holder}`}`);
    this.holder = holder;
  }
}

/** A lock that is held until `release` is called or the process ends, in whatever way. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock at `file`, at once or not at all.
 *
 * The lock is the operating system's: it goes with its process, so there are no stale locks and no
 * process ids to mistake. SQLite is the portable way that Node has to such a lock.
 * @throws LockHeldError
 */
export function takeLock(file: string): Lock {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY)
      throw new LockHeldError(file, readHolder(file));
    throw error;
  }
  writeFileSync(holderFile(file), String(process.pid));
  return { release: () => database.close() };
}

/** Takes the lock at `file`, waiting for whoever holds it. */
export async function waitForLock(file: string): Promise<Lock> {
  for (;;) {
    try {
      return takeLock(file);
    } catch (error) {
      if (!(error instanceof LockHeldError)) throw error;
    }
    await sleep(RETRY_MS);
  }
}

function holderFile(file: string): string {
  return `${file}.pid`;
}

function readHolder(file: string): number | undefined {
  try {
    return Number(readFileSync(holderFile(file), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}
