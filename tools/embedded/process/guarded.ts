import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('guard.sh', import.meta.url));

export interface GuardedOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What the command gets as stdin, stdout and stderr. */
  readonly stdio: [
    stdin: 'ignore' | 'inherit',
    stdout: number | 'pipe' | 'inherit',
    stderr: number | 'pipe' | 'inherit',
  ];
  /** The signal that asks this command to stop. */
  readonly stopSignal: 'INT' | 'TERM';
  /** Leave the command in our process group, where it gets the terminal's Ctrl+C. */
  readonly sameGroup?: boolean;
}

/** Starts a command that ends when this process ends, in whatever way (see guard.sh). */
export function spawnGuarded(
  command: string,
  args: readonly string[],
  options: GuardedOptions,
): ChildProcess {
  const stdio: StdioOptions = [...options.stdio, 'pipe'];
  const child = spawn('/bin/sh', [GUARD, options.stopSignal, command, ...args], {
    env: options.env,
    cwd: options.cwd,
    stdio,
    detached: !options.sameGroup,
  });
  // The watcher waits on this pipe too: once the command is gone, let the watcher go.
  child.once('exit', () => leash(child).destroy());
  leash(child).on('error', () => {});
  return child;
}

/** Asks a guarded command to stop; resolves when it is gone. */
export async function stopGuarded(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  leash(child).destroy();
  await gone;
}

function leash(child: ChildProcess): Writable {
  return child.stdio[3] as Writable;
}
