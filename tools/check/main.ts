/** `npm run check`: everything that can be said of the code without running the product. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { staleGeneratedFiles } from './generated.ts';
import { requirementsProblems } from './requirements.ts';

interface Check {
  readonly name: string;
  /** What is wrong, as text; empty when all is well. */
  run(): Promise<string>;
}

const command = (name: string, program: string, ...args: string[]): Check => ({
  name,
  async run() {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = await once(child, 'close');
    return code === 0 ? '' : output || `ended with code ${code}`;
  },
});

const checks: Check[] = [
  command('types of the application', 'tsc', '-p', 'tsconfig.json'),
  command('types of tools and migrations', 'tsc', '-p', 'tools/tsconfig.json'),
  command('lint', 'oxlint', '--type-aware', '--deny-warnings'),
  command('format', 'prettier', '--check', '--log-level=warn', '.'),
  command('imports', 'depcruise', '--output-type=err', 'src', 'test', 'tools', 'migrations', 'bench'),
  command('dead code and dependencies', 'knip', '--no-progress'),
  { name: 'generated files', run: staleGeneratedFiles },
  { name: 'requirements map', run: requirementsProblems },
];

let failed = 0;
for (const { name, run } of checks) {
  const startedAt = performance.now();
  const problems = await run();
  if (problems) failed++;
  console.log(
    `${problems ? 'FAIL' : 'ok  '} ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`,
  );
  if (problems) console.log(problems.trimEnd().replaceAll(/^/gm, '     '));
}
process.exit(failed === 0 ? 0 : 1);
