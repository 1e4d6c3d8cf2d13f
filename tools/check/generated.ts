import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { build } from '../start/build.ts';

const run = promisify(execFile);

/** What each generator writes. They run on the compiled application, whose metadata they read. */
const GENERATORS: readonly { readonly script: string; readonly files: readonly string[] }[] = [
  { script: 'dist/cli/openapi.js', files: ['openapi.json'] },
  { script: 'dist/cli/configuration.js', files: ['.env.example', 'docs/configuration.md'] },
  { script: 'dist/cli/er-diagram.js', files: ['docs/er-diagram.md'] },
  { script: 'dist/cli/permissions.js', files: ['docs/permissions.md'] },
];

/** Writes all generated files anew. @returns those whose content changed */
export async function generate(): Promise<string[]> {
  await build(console.log);
  const files = GENERATORS.flatMap((generator) => generator.files);
  const before = files.map(read);
  for (const { script } of GENERATORS) await run('node', [script]);
  return files.filter((file, index) => read(file) !== before[index]);
}

/** Generated files are committed, so that readers of the repository see them; they must be what the code says. */
export async function staleGeneratedFiles(): Promise<string> {
  const stale = await generate();
  return stale.map((file) => `${file} was out of date; it is made anew now, commit it`).join('\n');
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

if (import.meta.main) {
  const changed = await generate();
  console.log(changed.length > 0 ? `Changed: ${changed.join(', ')}` : 'Everything is up to date.');
}
