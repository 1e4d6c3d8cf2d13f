import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { MongoClient, type Document } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cacheFolder } from './cache-folder.ts';
import { debianTree } from './debian/tree.ts';
import { startServices, type Services } from './index.ts';
import { freePort } from './process/free-port.ts';
import { redisRecipe } from './redis/debian.ts';
import { install } from './testing/install.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const FAKE_MONGOD = fileURLToPath(new URL('testing/fake-mongod.ts', import.meta.url));
const isDebian = existsSync('/usr/bin/apt-get');
const MONGOD_SCRIPT = `exec '${process.execPath}' '${FAKE_MONGOD}' "$@"`;
const MONGODB_URI = 'mongodb://mongodb.example:27017/';
const REDIS_URL = 'redis://redis.example:6379';

describe('MongoDB', () => {
  it('is the one that MONGODB_URI names', async () => {
    const env = bareMachine({ MONGODB_URI, REDIS_URL });
    install(env.PATH!, 'mongod', 'exit 1');

    const services = await start(env);

    expect(services).toMatchObject({ mongodbUri: MONGODB_URI, mongodb: 'the server that MONGODB_URI names' });
  });

  it('is the mongod on the PATH, as the primary of a replica set, under whatever port it has', async () => {
    const env = bareMachine({ REDIS_URL });
    const program = install(env.PATH!, 'mongod', MONGOD_SCRIPT);
    const dataDir = temporaryFolder();

    const first = await start(env, dataDir);
    await first.stop();
    const second = await start(env, dataDir);

    expect(second.mongodb).toBe(`MongoDB from ${program}`);
    expect(second.mongodbUri).not.toBe(first.mongodbUri);
    await expect(hello(second.mongodbUri)).resolves.toMatchObject({ isWritablePrimary: true });
  });

  it('is not silently another one when the mongod on the PATH does not start', async () => {
    const env = bareMachine({ REDIS_URL });
    install(env.PATH!, 'mongod', 'echo "mongod: no such CPU"; exit 1');

    await expect(start(env)).rejects.toThrow('mongod: no such CPU');
  });

  it('is the one that mongodb-memory-server has or can download', async () => {
    const elsewhere = install(temporaryFolder(), 'mongod', MONGOD_SCRIPT);

    const services = await start(bareMachine({ REDIS_URL, MONGOMS_SYSTEM_BINARY: elsewhere }));

    expect(services.mongodb).toBe(`MongoDB from ${elsewhere}`);
    await expect(hello(services.mongodbUri)).resolves.toMatchObject({ isWritablePrimary: true });
  });

  it('is not one that this machine cannot run', async () => {
    const broken = install(temporaryFolder(), 'mongod', 'kill -s ILL $$');

    await expect(start(bareMachine({ REDIS_URL, MONGOMS_SYSTEM_BINARY: broken }))).rejects.toThrow(
      'four ways',
    );
  });

  it.each([
    ['refuses the download', refusing],
    ['swallows the download', silent],
  ])('cannot be had where the network %s, and the error says how else', async (_, mirror) => {
    const env = bareMachine({ REDIS_URL, MONGOMS_DOWNLOAD_MIRROR: await mirror() });

    await expect(start(env)).rejects.toThrow(/four ways.*MONGODB_URI.*PATH.*download.*Debian/s);
  });
});

describe('Redis', () => {
  it('is the one that REDIS_URL names', async () => {
    const env = bareMachine({ MONGODB_URI, REDIS_URL });
    install(env.PATH!, 'redis-server', 'exit 1');

    const services = await start(env);

    expect(services).toMatchObject({ redisUrl: REDIS_URL, redis: 'the server that REDIS_URL names' });
  });

  it.runIf(isDebian).each(['redis-server', 'valkey-server'])(
    'is the %s on the PATH, set up for queues',
    async (name) => {
      const env = bareMachine({ MONGODB_URI });
      const program = install(env.PATH!, name, `exec '${await realRedisServer()}' "$@"`);

      const services = await start(env);

      expect(services.redis).toBe(`${name} from ${program}`);
      const redis = new Redis(services.redisUrl);
      onTestFinished(() => redis.disconnect());
      await expect(redis.config('GET', 'maxmemory-policy')).resolves.toContain('noeviction');
      await expect(redis.config('GET', 'bind')).resolves.toContain('127.0.0.1');
    },
  );

  it.runIf(isDebian)(
    'cannot be had while the mirror is down, and the error says so and how else',
    async () => {
      const env = bareMachine({ MONGODB_URI });
      const mirrors =
        'case "$*" in *indextargets*) printf "http://mirror.example/debian\\tforky\\tmain"; exit;; esac';
      install(env.PATH!, 'apt-get', `${mirrors}\necho "E: the mirror is down" >&2; exit 100`);
      install(env.PATH!, 'dpkg-deb', 'exit 1');

      await expect(start(env)).rejects.toThrow(/the mirror is down.*three ways/s);
    },
  );

  it('cannot be had on a bare machine, and the error says how else', async () => {
    await expect(start(bareMachine({ MONGODB_URI }))).rejects.toThrow(/three ways.*REDIS_URL.*PATH.*Debian/s);
  });
});

/** A machine on which nothing is installed and nothing has been fetched. */
function bareMachine(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const home = temporaryFolder();
  return { HOME: home, PATH: join(home, 'bin'), ...env };
}

async function start(env: NodeJS.ProcessEnv, dataDir = temporaryFolder()): Promise<Services> {
  const services = await startServices({ dataDir, env });
  onTestFinished(() => services.stop());
  return services;
}

async function hello(uri: string): Promise<Document> {
  const client = new MongoClient(uri);
  onTestFinished(() => client.close());
  return client.db('admin').command({ hello: 1 });
}

async function realRedisServer(): Promise<string> {
  const { env } = process;
  const context = { dataDir: '', ephemeral: true, env, cacheDir: cacheFolder(env), progress: () => {} };
  return join((await debianTree(redisRecipe, context))!, redisRecipe.programs[0]!);
}

async function refusing(): Promise<string> {
  return `https://127.0.0.1:${await freePort()}`;
}

async function silent(): Promise<string> {
  const server = createServer(() => {}).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
