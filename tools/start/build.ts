import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';

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
export function build(progress: (line: string) => void): void {
  if (!isStale()) return;
  progress('Compiling ...');
  const startedAt = new Date();
  const { status } = spawnSync('nest', ['build'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The application does not compile: see above.');
  mkdirSync('dist', { recursive: true });
  // What was saved while the compiler ran counts as newer.
  writeFileSync(STAMP, startedAt.toISOString());
}
