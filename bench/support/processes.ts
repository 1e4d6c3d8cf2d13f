import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnGuarded, stopGuarded } from '../../tools/embedded/process/guarded.ts';

/** A server under measurement. */
export interface Server {
  readonly url: string;
  /** Resident memory now, in MiB. */
  megabytes(): Promise<number>;
  stop(): Promise<void>;
}

/** The core on which servers run, and the one for the load; undefined where programs can't be held to one. */
export const CORES = canPin() ? { server: 0, load: 1 } : undefined;

/** Starts a Node program, on the servers' core unless told otherwise, and waits until it answers. */
export async function startServer(
  script: string,
  env: NodeJS.ProcessEnv,
  { port, readyPath, pin = true }: { port: number; readyPath: string; pin?: boolean },
): Promise<Server> {
  const url = `http://127.0.0.1:${port}`;
  const [command, ...args] = pinned(pin ? CORES?.server : undefined, ['node', script]);
  const child = spawnGuarded(command!, args, {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
    stopSignal: 'TERM',
  });
  child.stdout?.resume();
  await until(async () => (await fetch(url + readyPath)).ok);
  return { url, megabytes: () => residentMegabytes(child.pid), stop: () => stopGuarded(child) };
}

/** A command line that is held to one core. */
export const pinned = (core: number | undefined, command: string[]): string[] =>
  core === undefined ? command : ['taskset', '-c', String(core), ...command];

export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await delay(20);
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

function canPin(): boolean {
  try {
    execFileSync('taskset', ['-c', '1', 'true'], { stdio: 'ignore' });
    return availableParallelism() > 1;
  } catch {
    return false;
  }
}
