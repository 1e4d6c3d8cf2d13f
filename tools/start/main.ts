/** `npm start`: everything that Lyceum needs on this machine, from nothing to a Swagger UI that answers. */
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pretty from 'pino-pretty';
import { startServices } from '../embedded/index.ts';
import { banner } from './banner.ts';
import { build } from './build.ts';
import { runProgram, startProgram, type Program } from './program.ts';
import { announceRunning, developmentEnvironment } from './environment.ts';
import { startStandIns } from './standins.ts';

const { values: options } = parseArgs({
  options: {
    /** Where the data is kept between starts. */
    'data-dir': { type: 'string', default: '.data' },
    /** Begins with nothing. */
    reset: { type: 'boolean', default: false },
  },
});
const data = options['data-dir'];
const signIns = join(data, 'sample-sign-ins.json');

const READY_TIMEOUT_MS = 60_000;

const progress = (line: string) => console.log(`  ${line}`);
const running: { stop(): Promise<void> }[] = [];
let stopping: Promise<never> | undefined;

if (existsSync('.env')) process.loadEnvFile('.env');
for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(event, () => void stop(0));
try {
  await start();
} catch (error) {
  if (!stopping) console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  await stop(1);
}

async function start(): Promise<void> {
  refuseGuardedEnvironment();
  const port = Number(process.env['PORT'] ?? 3000);
  await refuseTakenPort(port);
  console.log('\nStarting Lyceum');

  const url = `http://localhost:${port}`;
  const [services, standIns] = await Promise.all([
    startServices({ dataDir: data, reset: options.reset, progress }).then(tracked),
    startStandIns(url).then(tracked),
    build(progress),
  ]);
  progress(`MongoDB: ${services.mongodb}`);
  progress(`Redis:   ${services.redis}`);

  const env = {
    PUBLIC_URL: url,
    ...standIns.env,
    ...developmentEnvironment(data, services),
    PORT: String(port),
  };
  progress('migrating the database');
  progress(await runProgram('dist/cli/migrate.js', ['up'], env));
  // Who was seeded before has this file; asking the database again would take a second of every start.
  if (!existsSync(signIns)) {
    progress('filling in sample data');
    await runProgram('dist/cli/seed.js', ['--if-empty', '--sign-ins', signIns], env);
    // Data that was there already came without sign-ins that we know.
    if (!existsSync(signIns)) writeFileSync(signIns, '[]');
  }
  progress('starting API and worker');

  const withdraw = announceRunning(data, env);
  tracked({ stop: async () => withdraw() });

  const log = pretty({ ignore: 'context', singleLine: true, destination: 1 });
  const api = tracked(startProgram('dist/main.js', env, log));
  const worker = tracked(startProgram('dist/worker.js', env, log));
  await Promise.race([
    ready(`${url}/api/health/ready`),
    failure('The API', api),
    failure('The worker', worker),
  ]);
  console.log(await banner({ url, pages: standIns.pages, signIns, data }));
  await Promise.race([failure('The API', api), failure('The worker', worker)]);
}

/** Remembers what has to be stopped. */
function tracked<T extends { stop(): Promise<void> }>(item: T): T {
  running.push(item);
  return item;
}

async function failure(name: string, program: Program): Promise<never> {
  const code = await program.ended;
  throw new Error(`${name} ended with code ${code}.`);
}

async function ready(url: string): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error(`${url} did not answer 200 within ${READY_TIMEOUT_MS / 1000} s.`);
}

/** Sample accounts and captured mail have no place where real people's data is. */
function refuseGuardedEnvironment(): void {
  const environment = process.env['NODE_ENV'] ?? '';
  if (['staging', 'production'].includes(environment))
    throw new Error(`npm start is for development. In ${environment}, see docs/operations.md.`);
}

async function refuseTakenPort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', () =>
      reject(new Error(`Port ${port} is taken. Choose another: PORT=3001 npm start`)),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

/** Stops what was started, last first, and ends this process. */
function stop(code: number): Promise<never> {
  return (stopping ??= (async () => {
    console.log('\nStopping ...');
    for (const item of running.toReversed()) await item.stop();
    process.exit(code);
  })());
}
