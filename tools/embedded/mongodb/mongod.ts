import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient, MongoServerError, type Db } from 'mongodb';
import { accepts } from '../process/accepts.ts';
import { freePort } from '../process/free-port.ts';
import { keepRunning } from '../process/keep-running.ts';
import { until } from '../process/poll.ts';
import { serverProcess } from '../process/server-process.ts';
import { tellIfSlow } from '../progress.ts';
import type { RunningServer, StartContext } from '../strategy.ts';

const SELECTION_MS = 2_000;
const REPLICA_SET = 'lyceum';
const NOT_YET_INITIALIZED = 94;

/** Runs a mongod program as a replica set of one, with its data in the instance's folder. */
export async function runMongod(
  program: string,
  description: string,
  { dataDir, env, ephemeral, progress }: StartContext,
): Promise<RunningServer> {
  const folder = join(dataDir, 'mongod');
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const settings = {
    replSet: REPLICA_SET,
    bind_ip: '127.0.0.1',
    port,
    dbpath: folder,
    wiredTigerCacheSizeGB: 0.5,
    // Tests set the clock of the application; a server that expires documents by its own would take them away.
    ...(ephemeral && { setParameter: 'ttlMonitorEnabled=false' }),
  };
  const spec = serverProcess({
    name: 'mongod',
    dataDir,
    command: program,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
    env,
    stopSignal: 'TERM',
    ready: (signal) => becomePrimary(port, signal),
  });
  const server = await tellIfSlow(progress, 'starting mongod', keepRunning(spec, progress));
  const url = `mongodb://127.0.0.1:${port}/?replicaSet=${REPLICA_SET}`;
  return { url, description, stop: () => server.stop() };
}

/** Makes the server the primary of its replica set, under the port that it has this time. */
async function becomePrimary(port: number, signal: AbortSignal): Promise<void> {
  await until(() => accepts(port), signal);
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: SELECTION_MS,
  });
  try {
    const admin = client.db('admin');
    await configure(admin, `127.0.0.1:${port}`);
    await until(async () => {
      const { isWritablePrimary } = await admin.command({ hello: 1 });
      if (!isWritablePrimary) throw new Error('mongod is not the primary yet');
    }, signal);
  } finally {
    await client.close();
  }
}

async function configure(admin: Db, host: string): Promise<void> {
  const members = [{ _id: 0, host }];
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members[0].host === host) return;
    await admin.command({
      replSetReconfig: { ...config, version: config.version + 1, members },
      force: true,
    });
  } catch (error) {
    if (!(error instanceof MongoServerError) || error.code !== NOT_YET_INITIALIZED) throw error;
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members } });
  }
}
