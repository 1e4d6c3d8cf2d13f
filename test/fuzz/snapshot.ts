import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { mongo, Connection } from 'mongoose';
import { RedisConfig } from '../../src/config/index.js';
import { RedisService } from '../../src/infra/redis/index.js';

/** Everything that an application keeps, as it was at one moment, to go back to however often. */
export class Snapshot {
  private constructor(
    private readonly app: INestApplication,
    private readonly collections: ReadonlyMap<string, mongo.Document[]>,
    private readonly keys: ReadonlyMap<string, Buffer>,
  ) {}

  static async of(app: INestApplication): Promise<Snapshot> {
    const db = databaseOf(app);
    const names = (await db.listCollections().toArray()).map(({ name }) => name);
    const collections = await Promise.all(
      names.map(async (name) => [name, await db.collection(name).find().toArray()] as const),
    );
    const keys = await withRedis(app, async (redis, all) =>
      Promise.all(all.map(async (key) => [key, await redis.dumpBuffer(key)] as const)),
    );
    return new Snapshot(app, new Map(collections), new Map(keys.filter(([, value]) => value !== null)));
  }

  async restore(): Promise<void> {
    const db = databaseOf(this.app);
    for (const [name, documents] of this.collections) {
      await db.collection(name).deleteMany({});
      if (documents.length > 0) await db.collection(name).insertMany(documents);
    }
    await withRedis(this.app, async (redis, all) => {
      const gone = all.filter((key) => !this.keys.has(key));
      if (gone.length > 0) await redis.unlink(gone);
      for (const [key, value] of this.keys) await redis.restore(key, 0, value, 'REPLACE');
    });
  }
}

const databaseOf = (app: INestApplication) => app.get<Connection>(getConnectionToken()).db!;

type Redis = ReturnType<RedisService['connect']>;

/** Hands the application's own keys to some work, over a connection that adds nothing to them. */
async function withRedis<T>(
  app: INestApplication,
  work: (redis: Redis, keys: string[]) => Promise<T>,
): Promise<T> {
  const redis = app.get(RedisService).connect({});
  try {
    return await work(redis, await redis.keys(`${app.get(RedisConfig).REDIS_KEY_PREFIX}*`));
  } finally {
    redis.disconnect();
  }
}
