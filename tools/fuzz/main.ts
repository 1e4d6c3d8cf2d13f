/**
 * `npm run fuzz [-- --seed 7 --requests 20000 --minutes 20]`: asks every operation of the contract, as everybody, well and
 * badly, on servers that are brought up for it. Ends with code 1 when an answer is a 5xx or isn't one of the contract.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    /** The same seed asks the same questions. */
    seed: { type: 'string', default: '1' },
    requests: { type: 'string', default: '20000' },
    /** Ends the run in any case. */
    minutes: { type: 'string', default: '30' },
  },
});
const numbers = Object.entries(values).map(([name, value]) => [name, Number(value)] as const);
for (const [name, value] of numbers)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} must be a whole number.`);

const vitest = spawn('vitest', ['run', '--config', 'test/fuzz/vitest.config.ts'], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_OPTIONS: JSON.stringify(Object.fromEntries(numbers)) },
});
// Vitest gets the terminal's Ctrl-C itself, and is waited for.
process.on('SIGINT', () => undefined);
for (const event of ['SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => vitest.kill('SIGTERM'));
const [code] = await once(vitest, 'exit');
process.exit((code as number | null) ?? 1);
