import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { spawnGuarded, stopGuarded } from '../embedded/process/guarded.ts';

/** A Node program that runs beside this one and never outlives it. */
export interface Program {
  /** Resolves with the exit code when it has ended, for whatever reason. */
  readonly ended: Promise<number>;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

/** Starts a program whose standard output is a log. */
export function startProgram(script: string, env: NodeJS.ProcessEnv, log: Writable): Program {
  const child = start(script, env);
  child.stdout.pipe(log, { end: false });
  return programOf(child);
}

/** Starts a program that announces itself with one line of JSON, and waits for that line. */
export async function startAnnouncingProgram<T>(
  script: string,
  env: NodeJS.ProcessEnv,
  args: readonly string[] = [],
): Promise<Program & { announced: T }> {
  const child = start(script, env, args);
  const program = programOf(child);
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text));
  const failed = program.ended.then((code) =>
    Promise.reject(new Error(`${script} ended with code ${code}.`)),
  );
  const announced = JSON.parse(await Promise.race([line, failed])) as T;
  child.stdout.resume();
  return { ...program, announced };
}

/** Runs a program to its end. @returns what it printed @throws Error when it fails; it has said why on standard error */
export async function runProgram(script: string, args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn('node', [script, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} failed: see above.`);
  return output.trim();
}

const start = (script: string, env: NodeJS.ProcessEnv, args: readonly string[] = []) =>
  spawnGuarded('node', [script, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    stopSignal: 'TERM',
  }) as ChildProcess & { stdout: Readable };

const programOf = (child: ChildProcess): Program => ({
  ended: once(child, 'exit').then(([code]) => (code as number | null) ?? 1),
  stop: () => stopGuarded(child),
});
