/**
 * `npm run bench`: the figures that the house itself is held to. Times are medians of a few runs on this machine; the
 * bounds stand beside them.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTcpProxy } from '../test/support/tcp-proxy.ts';
import { startServices } from '../tools/embedded/index.ts';
import { spawnGuarded, stopGuarded } from '../tools/embedded/process/guarded.ts';
import { build } from '../tools/start/build.ts';
import { runProgram } from '../tools/start/program.ts';

const RUNS = 5;
const PORT = 3977;
const URL = `http://127.0.0.1:${PORT}`;
const SECRETS = {
  JWT_SECRET: 'b'.repeat(32),
  PASSWORD_PEPPER: 'b'.repeat(32),
  FIELD_ENCRYPTION_KEYS: 'b'.repeat(32),
};

const figures: { figure: string; measured: string; bound: string }[] = [];
const note = (figure: string, measured: string, bound: string) => {
  figures.push({ figure, measured, bound });
  console.log(`  ${figure}: ${measured} (${bound})`);
};
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;

await build(console.log);
await benchStart();
await benchProcess();
console.table(figures);

/** `npm start` on a fresh data folder, and again. */
async function benchStart(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-bench-'));
  for (const [figure, bound] of [
    ['first start until ready', '< 90 s'],
    ['next start until ready', '< 6 s'],
  ] as const) {
    const startedAt = performance.now();
    const starter = run(['tools/start/main.ts', '--data-dir', folder], { PORT: String(PORT) });
    await answers('/api/health/ready');
    note(figure, seconds(performance.now() - startedAt), bound);
    await stopGuarded(starter);
  }
  await rm(folder, { recursive: true, force: true });
}

/** The API process by itself, and what it does when servers go away. */
async function benchProcess(): Promise<void> {
  const services = await startServices({ ephemeral: true });
  const [mongo, redis] = await Promise.all([
    startTcpProxy(services.mongodbUri),
    startTcpProxy(services.redisUrl),
  ]);
  const env = {
    ...SECRETS,
    MONGODB_URI: `${mongo.url}?directConnection=true`,
    REDIS_URL: redis.url,
    NODE_OPTIONS: '--max-semi-space-size=8',
    MONGODB_DATABASE: 'bench',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000',
    PORT: String(PORT),
  };
  await runProgram('dist/cli/migrate.js', ['up'], { ...process.env, ...env });

  const boots: number[] = [];
  for (let index = 0; index < RUNS; index++) {
    const startedAt = performance.now();
    const api = run(['dist/main.js'], env);
    await answers('/api/health/live');
    boots.push(performance.now() - startedAt);
    await stopGuarded(api);
  }
  note('boot of the compiled API', seconds(median(boots)), '< 2 s');

  const api = run(['dist/main.js'], env);
  await answers('/api/health/ready');
  await delay(5_000);
  note('memory of the idle API', `${await residentMegabytes(api.pid)} MB`, '< 180 MB');

  for (const how of ['cut', 'stall'] as const) {
    redis[how]();
    note(
      `slowest of 50 reads, Redis ${how}`,
      seconds(await slowest(50, '/api/v1/courses/none', 404)),
      '< 0.5 s',
    );
    redis.restore();
    await until(
      async () =>
        ((await (await fetch(`${URL}/api/health`)).json()) as { status: string }).status === 'healthy',
    );
  }

  mongo.cut();
  note('503 after MongoDB is gone', seconds(await slowest(5, '/api/v1/courses/none', 503)), '< 6 s');
  mongo.restore();
  const restoredAt = performance.now();
  await until(async () => (await fetch(`${URL}/api/v1/courses/none`)).status === 404);
  note('recovery after MongoDB is back', seconds(performance.now() - restoredAt), 'no restart');

  await stopGuarded(api);
  await Promise.all([mongo.close(), redis.close()]);
  await services.stop();
}

function run(args: string[], env: NodeJS.ProcessEnv) {
  return spawnGuarded('node', args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    stopSignal: 'TERM',
  }).on('spawn', function (this: { stdout?: { resume(): void } | null }) {
    this.stdout?.resume();
  });
}

function answers(path: string): Promise<void> {
  return until(async () => (await fetch(URL + path)).ok);
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition().catch(() => false))) await delay(20);
}

/** The longest of some requests, one after another, each of which must have the status. */
async function slowest(requests: number, path: string, status: number): Promise<number> {
  let longest = 0;
  for (let index = 0; index < requests; index++) {
    const startedAt = performance.now();
    const answer = await fetch(URL + path);
    longest = Math.max(longest, performance.now() - startedAt);
    if (answer.status !== status) throw new Error(`${path} answered ${answer.status} instead of ${status}`);
  }
  return longest;
}

async function residentMegabytes(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}
