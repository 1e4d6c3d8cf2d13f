import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, statSync, utimesSync, writeFileSync } from 'node:fs';

const STAMP = 'dist/.built';
const SOURCES = ['src/**/*.ts', 'nest-cli.json', 'tsconfig*.json', 'package-lock.json'];

/** Whether the compiled application is older than what it is compiled from. */
function isStale(): boolean {
  const built = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return SOURCES.some((pattern) => globSync(pattern).some((file) => statSync(file).mtimeMs > built));
}

/**
 * Compiles `src` to `dist` when something changed.
 *
 * @throws Error when the compiler found mistakes; it has printed them
 */
export async function build(progress: (line: string) => void): Promise<void> {
  if (!isStale()) return;
  progress('compiling');
  const startedAt = new Date();
  const compiler = spawn('nest', ['build'], { stdio: 'inherit' });
  const [code] = await once(compiler, 'exit');
  if (code !== 0) throw new Error('The application does not compile: see above.');
  writeFileSync(STAMP, '');
  // Sources that were saved while the compiler ran count as newer than the result.
  utimesSync(STAMP, startedAt, startedAt);
}
