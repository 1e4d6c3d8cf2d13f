import { once } from 'node:events';
import { basename } from 'node:path';
import { text } from 'node:stream/consumers';
import { spawnGuarded } from './guarded.ts';

/**
 * Runs a command to its end and resolves to its standard output.
 * @throws Error with what it said when it fails
 */
export async function run(
  command: string,
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; cwd?: string },
): Promise<string> {
  const child = spawnGuarded(command, args, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
    stopSignal: 'TERM',
  });
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit'),
  ]);
  if (code !== 0) {
    throw new Error(`${basename(command)} failed (${signal ?? code}):\n${(stderr || stdout).trim()}`);
  }
  return stdout;
}
