import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTcpProxy } from '../test/support/tcp-proxy.ts';
import { startServices } from '../tools/embedded/index.ts';
import { spawnGuarded, stopGuarded } from '../tools/embedded/process/guarded.ts';
import { runProgram } from '../tools/start/program.ts';
import { median, note, seconds } from './support/figures.ts';
import { SECRETS } from './support/secrets.ts';
import { startServer, until } from './support/processes.ts';

const RUNS = 5;
const PORT = 3977;
const URL = `http://127.0.0.1:${PORT}`;

/** The figures that the house itself is held to. */
export async function benchFoundation(): Promise<void> {
  await benchStart();
  await benchProcess();
}

/** `npm start` on a fresh data folder, and again. */
async function benchStart(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'lyceum-bench-'));
  for (const [figure, bound] of [
    ['first start until ready', '< 90 s'],
    ['next start until ready', '< 6 s'],
  ] as const) {
    const startedAt = performance.now();
    const starter = spawnGuarded('node', ['tools/start/main.ts', '--data-dir', folder], {
      env: { ...process.env, PORT: String(PORT) },
      stdio: ['ignore', 'pipe', 'inherit'],
      stopSignal: 'TERM',
    });
    starter.stdout?.resume();
    await until(async () => (await fetch(`${URL}/api/health/ready`)).ok);
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
    NODE_OPTIONS: '--max-semi-space-size=16',
    MONGODB_DATABASE: 'bench',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000',
  };
  await runProgram('dist/cli/migrate.js', ['up'], { ...process.env, ...env });

  const boots: number[] = [];
  for (let index = 0; index < RUNS; index++) {
    const startedAt = performance.now();
    const api = await startServer('dist/main.js', env, {
      port: PORT,
      readyPath: '/api/health/live',
      pin: false,
    });
    boots.push(performance.now() - startedAt);
    await api.stop();
  }
  note('boot of the compiled API', seconds(median(boots)), '< 2 s');

  const api = await startServer('dist/main.js', env, {
    port: PORT,
    readyPath: '/api/health/ready',
    pin: false,
  });
  await delay(5_000);
  note('memory of the idle API', `${await api.megabytes()} MB`, '< 180 MB');

  for (const how of ['cut', 'stall'] as const) {
    redis[how]();
    const longest = await slowest(50, '/api/v1/courses/none', 404);
    note(`slowest of 50 reads, Redis ${how}`, seconds(longest), '< 0.5 s');
    redis.restore();
    await until(async () => (await healthOf(api.url)) === 'healthy');
  }

  mongo.cut();
  note('503 after MongoDB is gone', seconds(await slowest(5, '/api/v1/courses/none', 503)), '< 6 s');
  mongo.restore();
  const restoredAt = performance.now();
  await until(async () => (await fetch(`${URL}/api/v1/courses/none`)).status === 404);
  note('recovery after MongoDB is back', seconds(performance.now() - restoredAt), 'no restart');

  await api.stop();
  await Promise.all([mongo.close(), redis.close()]);
  await services.stop();
}

const healthOf = async (url: string): Promise<string> =>
  ((await (await fetch(`${url}/api/health`)).json()) as { status: string }).status;

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
