/** `npm test`: all tests, against real servers that are brought up for the run. Arguments go to Vitest. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { build } from '../start/build.ts';

const RESULTS = 'node_modules/.cache/test-results.json';

await build(console.log);
const vitest = spawn(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`, ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
// Vitest gets the terminal's Ctrl-C itself, and is waited for.
process.on('SIGINT', () => undefined);
for (const event of ['SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => vitest.kill('SIGTERM'));
const [code] = await once(vitest, 'exit');
const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(RESULTS, 'utf8')) as Record<
  string,
  number
>;
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
process.exit(code as number);
