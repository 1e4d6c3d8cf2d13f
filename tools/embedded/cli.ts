import { parseArgs } from 'node:util';
import { startCommand } from './command.ts';
import { startServices } from './index.ts';

const USAGE = `usage: node tools/embedded/cli.ts [--reset] [--ephemeral] [--data-dir DIR] [-- COMMAND [ARGUMENT...]]

Finds or brings up MongoDB and Redis and prints their URLs. With a command, runs it with MONGODB_URI and REDIS_URL
set and ends with its exit code; without one, stays until SIGINT or SIGTERM.

  --reset         forget the data of earlier runs
  --ephemeral     keep no data
  --data-dir DIR  where the data is (default: .data)
`;

/** 128 + signal number, as shells have it. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type StopSignal = keyof typeof EXIT_CODES;
const STOP_SIGNALS = Object.keys(EXIT_CODES) as StopSignal[];

const say = (line: string) => process.stderr.write(`${line}\n`);

/** What a stop signal does, depending on how far we are. At first nothing runs that doesn't end with us. */
let onSignal = (signal: StopSignal): void => process.exit(EXIT_CODES[signal]);
for (const signal of STOP_SIGNALS) process.on(signal, () => onSignal(signal));

const { values, positionals } = parseArgs({
  options: {
    reset: { type: 'boolean', default: false },
    ephemeral: { type: 'boolean', default: false },
    'data-dir': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
  allowPositionals: true,
});

if (values.help) {
  process.stdout.write(USAGE);
} else {
  try {
    process.exitCode = await main();
  } catch (error) {
    say((error as Error).message);
    process.exitCode = 1;
  }
}

async function main(): Promise<number> {
  const { reset, ephemeral, 'data-dir': dataDir } = values;
  const services = await startServices({ reset, ephemeral, dataDir, progress: say });
  say(`MONGODB_URI=${services.mongodbUri}  (${services.mongodb})`);
  say(`REDIS_URL=${services.redisUrl}  (${services.redis})`);
  try {
    const [command, ...args] = positionals;
    if (command === undefined) return await untilSignal();
    const env = { ...process.env, MONGODB_URI: services.mongodbUri, REDIS_URL: services.redisUrl };
    const running = startCommand(command, args, env);
    onSignal = running.forward;
    return await running.exitCode;
  } finally {
    onSignal = () => {};
    await services.stop();
  }
}

async function untilSignal(): Promise<number> {
  await new Promise<void>((resolve) => {
    // A listener for signals doesn't keep the process alive.
    const alive = setInterval(() => {}, 2 ** 30);
    onSignal = () => {
      clearInterval(alive);
      resolve();
    };
  });
  return 0;
}
