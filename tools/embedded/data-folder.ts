import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LockHeldError, takeLock, type Lock } from './lock.ts';
import { pidFolder } from './process/server-process.ts';
import { tellIfSlow } from './progress.ts';

const LOCK = 'lock';
const EPHEMERAL_PREFIX = 'lyceum-services-';
const ABANDONED_MS = 60_000;
/** Longer than guard.sh lets a server take to stop. */
const LEFTOVER_MS = 12_000;

export interface DataFolderOptions {
  /** Folder to use; ignored where `ephemeral`. */
  readonly dataDir: string;
  readonly ephemeral: boolean;
  /** Forget what is there. */
  readonly reset: boolean;
  readonly progress: (line: string) => void;
}

/** The folder of one instance, ours alone until `close`. */
export interface DataFolder {
  readonly path: string;
  close(): void;
}

/**
 * Takes the folder of an instance for this process.
 * @throws Error that names the holder when another process has it
 */
export async function openDataFolder(options: DataFolderOptions): Promise<DataFolder> {
  const path = options.ephemeral ? ephemeralFolder() : resolve(options.dataDir);
  mkdirSync(path, { recursive: true });
  if (!options.ephemeral) chmodSync(path, 0o700);
  const lock = lockFolder(path);
  await tellIfSlow(options.progress, 'waiting for the servers of a killed run to stop', leftoversGone(path));
  if (options.reset) empty(path);
  return {
    path,
    close() {
      lock.release();
      if (options.ephemeral) rmSync(path, { recursive: true, force: true });
    },
  };
}

function lockFolder(path: string): Lock {
  try {
    return takeLock(join(path, LOCK));
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    const holder = error.holder === undefined ? 'another process' : `process ${error.holder}`;
    throw new Error(
      `${path} is in use by ${holder}. Stop that one, or choose another folder with --data-dir.`,
      { cause: error },
    );
  }
}

/** Servers whose starter was killed stop by themselves, but take a moment. */
async function leftoversGone(path: string): Promise<void> {
  const deadline = Date.now() + LEFTOVER_MS;
  for (const pid of leftoverPids(path)) {
    while (isAlive(pid) && Date.now() < deadline) await sleep(20);
  }
}

function leftoverPids(path: string): number[] {
  try {
    const folder = pidFolder(path);
    return readdirSync(folder).map((file) => Number(readFileSync(join(folder, file), 'utf8')));
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function empty(path: string): void {
  for (const name of readdirSync(path)) {
    if (!name.startsWith(LOCK)) rmSync(join(path, name), { recursive: true, force: true });
  }
}

function ephemeralFolder(): string {
  removeAbandoned();
  return mkdtempSync(join(tmpdir(), EPHEMERAL_PREFIX));
}

/** Throw-away folders of killed runs: old enough to have a lock, and nobody holds it. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(EPHEMERAL_PREFIX)) continue;
    const path = join(tmpdir(), name);
    try {
      if (Date.now() - statSync(path).mtimeMs < ABANDONED_MS) continue;
      takeLock(join(path, LOCK)).release();
      rmSync(path, { recursive: true, force: true });
    } catch {
      // In use, or somebody else's: not ours to remove.
    }
  }
}
