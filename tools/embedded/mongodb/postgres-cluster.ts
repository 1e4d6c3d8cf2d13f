import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process/run.ts';
import { unprivileged } from './unprivileged.ts';

/** The superuser of the cluster. */
export const POSTGRES_USER = 'lyceum';

/** Folder of the programs in the tree. */
export const POSTGRES_PROGRAMS = 'usr/lib/postgresql/18/bin';

/** A PostgreSQL database cluster on disk. */
export interface PostgresCluster {
  /** PostgreSQL's data folder. */
  readonly data: string;
  readonly password: string;
  /** Environment of the server's processes. */
  readonly env: NodeJS.ProcessEnv;
}

/** Opens the cluster in the folder `home`, creating it first where there is none. */
export async function openCluster(
  root: string,
  home: string,
  options: { env: NodeJS.ProcessEnv; ephemeral: boolean },
): Promise<PostgresCluster> {
  if (!(await exists(home))) await createCluster(root, home, options);
  const env = serverEnvironment(root, home, options.env);
  return { data: dataIn(home), password: await readPassword(home), env };
}

/** Creates beside `home` and moves the finished cluster there, so that `home` is whole or absent. */
async function createCluster(
  root: string,
  home: string,
  { env, ephemeral }: { env: NodeJS.ProcessEnv; ephemeral: boolean },
): Promise<void> {
  const workshop = `${home}.partial`;
  await rm(workshop, { recursive: true, force: true });
  const user = unprivileged();
  await mkdir(dataIn(workshop), { recursive: true, mode: 0o700 });
  await user.own(dataIn(workshop));
  const password = randomBytes(24).toString('base64url');
  const forInitdb = join(workshop, 'password');
  await writeFile(forInitdb, password, { mode: 0o600 });
  await writePassword(workshop, password);
  const [command, args] = user.wrap(join(root, POSTGRES_PROGRAMS, 'initdb'), [
    `--pgdata=${dataIn(workshop)}`,
    `--username=${POSTGRES_USER}`,
    `--pwfile=${forInitdb}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...(ephemeral ? ['--no-sync'] : []),
  ]);
  await run(command, args, { env: serverEnvironment(root, workshop, env) });
  await rm(forInitdb);
  await rename(workshop, home);
}

function serverEnvironment(root: string, home: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    PATH: env.PATH,
    LC_ALL: 'C',
    TZ: 'UTC',
    PROJ_DATA: join(root, 'usr/share/proj'),
    // DocumentDB's background worker connects to its own server.
    PGPASSFILE: passwordFile(home),
  };
}

function dataIn(home: string): string {
  return join(home, 'data');
}

function passwordFile(home: string): string {
  return join(home, 'pgpass');
}

/** The one password of all roles is kept in libpq's format, in which the server can use it too. */
async function writePassword(home: string, password: string): Promise<void> {
  await writeFile(passwordFile(home), `*:*:*:*:${password}\n`, { mode: 0o600 });
}

async function readPassword(home: string): Promise<string> {
  const line = await readFile(passwordFile(home), 'utf8');
  return line.trim().split(':')[4] ?? '';
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
