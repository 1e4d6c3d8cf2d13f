import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { hash } from '@node-rs/bcrypt';
import { MongoClient, type Db } from 'mongodb';
import { startServices } from '../../tools/embedded/index.ts';
import { runProgram } from '../../tools/start/program.ts';
import { insertCatalogue, type BenchData } from './data.ts';
import { SECRETS } from './secrets.ts';
import { startServer, type Server } from './processes.ts';

const PORT = 4277;
const DATABASE = 'bench';
export const PASSWORD = 'Correct-Horse-1';

/** What a password costs where nobody has set it otherwise. */
export const ROUNDS = 12;

/** How long a database that has just been filled takes to gather its statistics. */
const SETTLING_MS = 20_000;

/** Databases with a catalogue in them, and the means to start servers on them. */
export interface Stage {
  readonly db: Db;
  readonly data: BenchData;
  /** What a server has to know. */
  readonly env: NodeJS.ProcessEnv;
  startApi(env?: NodeJS.ProcessEnv): Promise<Server>;
  /** Starts one of `bench/baseline`. */
  startBaseline(name: string, env?: NodeJS.ProcessEnv): Promise<Server>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** @param signIns how many learners can sign in with {@link PASSWORD} */
export async function setStage({ signIns = 0 } = {}): Promise<Stage> {
  const services = await startServices({ ephemeral: true });
  const env = {
    ...SECRETS,
    MONGODB_URI: services.mongodbUri,
    MONGODB_DATABASE: DATABASE,
    REDIS_URL: services.redisUrl,
    BCRYPT_ROUNDS: String(ROUNDS),
    NODE_OPTIONS: '--max-semi-space-size=16',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000000',
    RATE_LIMIT_SIGN_IN_PER_MINUTE: '100000000',
  };
  await runProgram('dist/cli/migrate.js', ['up'], { ...process.env, ...env });
  const client = await MongoClient.connect(services.mongodbUri);
  const db = client.db(DATABASE);
  const passwordHash = await hashOf(PASSWORD, env.PASSWORD_PEPPER);
  const data = await insertCatalogue(db, { passwordHash, signIns });
  let ports = PORT;
  return {
    db,
    data,
    env,
    startApi: (more) =>
      startServer('dist/main.js', { ...env, ...more }, { port: ports++, readyPath: '/api/health/ready' }),
    startBaseline: (name, more) =>
      startServer(
        `bench/baseline/${name}.ts`,
        { ...env, ...more },
        { port: ports++, readyPath: '/api/v1/courses' },
      ),
    settle: () => delay(SETTLING_MS),
    async close() {
      await client.close();
      await services.stop();
    },
  };
}

/** As the application makes them (T4). */
async function hashOf(password: string, pepper: string): Promise<string> {
  const digest = createHmac('sha256', pepper).update(password.normalize('NFKC')).digest('base64');
  return hash(digest, ROUNDS);
}
