import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { freePort } from '../../tools/embedded/process/free-port.js';
import { composition, newEnvironment, type Composition } from './compose.js';
import { exec, run, type Container } from './container.js';
import { assembleImage, imageEnvironment, wordsOf, type AssembledImage } from './image.js';

let image: AssembledImage;
let ports: { api: number; worker: number };
let services: Composition['services'];

beforeAll(() => {
  image = assembleImage();
  services = composition(newEnvironment()).services;
});
afterAll(async () => {
  image.remove();
  await dropData();
});
beforeEach(async () => {
  ports = { api: await freePort(), worker: await freePort() };
});

/** The environment of a service on this machine, where the databases of the composition don't answer. */
const environmentOf = (name: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(services[name]?.environment ?? {}).map(([variable, value]) => [
      variable,
      value.replace(/@(mongo|valkey):\d+/, '@127.0.0.1:1'),
    ]),
  ),
  HOST: '127.0.0.1',
  PORT: String(ports.api),
  WORKER_HEALTH_PORT: String(ports.worker),
});

/** As above, with the databases that this test has: they know no passwords, which production insists on. */
const environmentWithDatabases = (name: string): NodeJS.ProcessEnv => ({
  ...environmentOf(name),
  NODE_ENV: 'test',
  MONGODB_URI: process.env['MONGODB_URI'],
  MONGODB_DATABASE: process.env['MONGODB_DATABASE'],
  REDIS_URL: process.env['REDIS_URL'],
  REDIS_KEY_PREFIX: process.env['REDIS_KEY_PREFIX'],
});

/** What the processes have left in the servers that all tests share. */
async function dropData(): Promise<void> {
  const mongo = new MongoClient(process.env['MONGODB_URI']!);
  await mongo.db(process.env['MONGODB_DATABASE']).dropDatabase();
  await mongo.close();
  const redis = new Redis(process.env['REDIS_URL']!);
  const keys = await redis.keys(`${process.env['REDIS_KEY_PREFIX']}*`);
  if (keys.length > 0) await redis.unlink(keys);
  redis.disconnect();
}

function start(service: string, environment: NodeJS.ProcessEnv): Container {
  const container = run(image, environment, services[service]?.command);
  onTestFinished(async () => void (await container.stop()));
  return container;
}

/** Several processes start here, on a machine that may do other things too. */
const STARTED_WITHIN_MS = 60_000;
const started = (expectation: () => Promise<void>) =>
  vi.waitFor(expectation, { timeout: STARTED_WITHIN_MS, interval: 100 });

const statusOf = (url: string) => fetch(url).then(({ status }) => status, String);

/** Ended in order, whether by itself or by the signal that it got. */
const IN_ORDER = expect.toBeOneOf([0, 'SIGTERM']) as unknown;

describe('a container', { timeout: 2 * STARTED_WITHIN_MS }, () => {
  it('of the API runs in production with the settings of the composition, and passes its health check', async () => {
    const environment = environmentOf('api');
    expect(imageEnvironment['NODE_ENV']).toBe('production');
    const api = start('api', environment);
    const healthCheck = wordsOf('HEALTHCHECK');
    await started(async () => expect(await exec(image, environment, healthCheck)).toBe(true));
    expect(await api.stop()).toMatchObject({ code: IN_ORDER });
    expect(await exec(image, environment, healthCheck)).toBe(false);
  });

  it('of each process works: migrations run, the API is ready, the worker is alive', async () => {
    const migrate = start('migrate', environmentWithDatabases('migrate'));
    expect(await migrate.ended).toMatchObject({ code: 0 });

    const api = start('api', environmentWithDatabases('api'));
    const worker = start('worker', environmentWithDatabases('worker'));
    const urls = {
      api: `http://127.0.0.1:${ports.api}/api/health/ready`,
      worker: `http://127.0.0.1:${ports.worker}/live`,
    };
    await started(async () => expect(await statusOf(urls.api)).toBe(200));
    await started(async () => expect(await statusOf(urls.worker)).toBe(200));
    for (const container of [api, worker]) expect(await container.stop()).toMatchObject({ code: IN_ORDER });
  });
});
