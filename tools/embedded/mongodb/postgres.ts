import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../process/free-port.ts';
import { keepRunning, type KeptServer } from '../process/keep-running.ts';
import { until } from '../process/poll.ts';
import { serverProcess } from '../process/server-process.ts';
import { tellIfSlow } from '../progress.ts';
import type { StartContext } from '../strategy.ts';
import { installDocumentDb } from './extension.ts';
import { openCluster, POSTGRES_PROGRAMS, POSTGRES_USER } from './postgres-cluster.ts';
import { postgresConfiguration } from './postgres-settings.ts';
import { unprivileged } from './unprivileged.ts';

const CONNECT_MS = 5_000;

/** How to connect to the PostgreSQL server. */
export interface PostgresAccess {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password: string;
}

/** A PostgreSQL server with the DocumentDB extension, ready for use. */
export interface Postgres extends KeptServer {
  readonly access: PostgresAccess;
}

/** Starts the PostgreSQL of the tree at `root` on a free port, with its data in the instance's folder. */
export async function startPostgres(root: string, context: StartContext): Promise<Postgres> {
  const { dataDir, env, ephemeral, progress } = context;
  const home = join(dataDir, 'documentdb');
  const cluster = await tellIfSlow(
    progress,
    'creating the database',
    openCluster(root, home, { env, ephemeral }),
  );
  const port = await freePort();
  const { password } = cluster;
  const access = { host: '127.0.0.1', port, user: POSTGRES_USER, database: 'postgres', password };
  const configuration = join(home, 'postgresql.conf');
  await writeFile(configuration, postgresConfiguration(port, ephemeral));
  const program = join(root, POSTGRES_PROGRAMS, 'postgres');
  const options = ['-D', cluster.data, '-c', `config_file=${configuration}`];
  const [command, args] = unprivileged().wrap(program, options);
  const spec = serverProcess({
    name: 'postgres',
    dataDir,
    command,
    args,
    env: cluster.env,
    stopSignal: 'INT',
    ready: (signal) => until(() => withClient(access, async () => {}), signal),
  });
  const server = await tellIfSlow(progress, 'starting PostgreSQL', keepRunning(spec, progress));
  try {
    await tellIfSlow(
      progress,
      'installing DocumentDB',
      withClient(access, (client) => installDocumentDb(client, access.password)),
    );
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { access, stop: () => server.stop() };
}

async function withClient(access: PostgresAccess, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ ...access, connectionTimeoutMillis: CONNECT_MS });
  // A connection that breaks while idle is the business of the next query.
  client.on('error', () => {});
  try {
    await client.connect();
    await use(client);
  } finally {
    await client.end();
  }
}
