import { cacheFolder } from './cache-folder.ts';
import { openDataFolder } from './data-folder.ts';
import { startMongodb } from './mongodb/index.ts';
import { startRedis } from './redis/index.ts';
import type { RunningServer, StartContext } from './strategy.ts';

const DEFAULT_DATA_DIR = '.data';

export interface StartOptions {
  /** Folder for the servers' data; `.data` in the working directory unless given. */
  dataDir?: string;
  /** Keep nothing: the data is in a folder of its own that `stop` removes. */
  ephemeral?: boolean;
  /** Forget the data of earlier runs. */
  reset?: boolean;
  /** Takes one line about each step that takes its time. */
  progress?: (line: string) => void;
  /** Environment in which servers are looked for. */
  env?: NodeJS.ProcessEnv;
}

/** A MongoDB-compatible server and a Redis that answer. */
export interface Services {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  /** What was chosen, in words for people. */
  readonly mongodb: string;
  readonly redis: string;
  /** Stops what was started here; resolves when it is gone. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Finds or brings up MongoDB and Redis. What it starts listens on 127.0.0.1 only, is started again should it die,
 * and ends with this process, in whatever way that ends.
 * @throws Error for people: which ways there are to get a server, or who uses the data folder
 */
export async function startServices(options: StartOptions = {}): Promise<Services> {
  const { dataDir = DEFAULT_DATA_DIR, ephemeral = false, reset = false } = options;
  const { progress = () => {}, env = process.env } = options;
  const folder = await openDataFolder({ dataDir, ephemeral, reset, progress });
  const context: StartContext = {
    dataDir: folder.path,
    ephemeral,
    env,
    cacheDir: cacheFolder(env),
    progress,
  };
  const started = await Promise.allSettled([startMongodb(context), startRedis(context)]);
  const running = started.filter((result) => result.status === 'fulfilled').map(({ value }) => value);
  const stop = once(async () => {
    await Promise.all(running.map((server) => server.stop()));
    folder.close();
  });
  const failures = started
    .filter((result) => result.status === 'rejected')
    .map(({ reason }) => reason as Error);
  if (failures.length > 0) {
    await stop();
    throw failures.length === 1
      ? failures[0]
      : new Error(failures.map(({ message }) => message).join('\n\n'));
  }
  const [mongodb, redis] = running as [RunningServer, RunningServer];
  return {
    mongodbUri: mongodb.url,
    redisUrl: redis.url,
    mongodb: mongodb.description,
    redis: redis.description,
    stop,
  };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}
