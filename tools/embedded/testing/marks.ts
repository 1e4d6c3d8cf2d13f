import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';

interface Urls {
  readonly mongodbUri: string;
  readonly redisUrl: string;
}

interface Clients {
  readonly mongodb: MongoClient;
  readonly redis: Redis;
}

const DATABASE = 'embedded_services_test';

/** Leaves a mark in both servers; resolves when both have acknowledged it. */
export async function leaveMark(urls: Urls, mark: string): Promise<void> {
  await withClients(urls, async ({ mongodb, redis }) => {
    await mongodb.db(DATABASE).collection('marks').insertOne({ mark });
    await redis.set(mark, '');
  });
}

/** The names of the servers that have a mark. */
export async function serversWithMark(urls: Urls, mark: string): Promise<string[]> {
  return withClients(urls, async ({ mongodb, redis }) => {
    const inMongodb = await mongodb.db(DATABASE).collection('marks').countDocuments({ mark });
    const inRedis = await redis.exists(mark);
    return [...(inMongodb === 1 ? ['mongodb'] : []), ...(inRedis === 1 ? ['redis'] : [])];
  });
}

async function withClients<T>(urls: Urls, use: (clients: Clients) => Promise<T>): Promise<T> {
  const mongodb = new MongoClient(urls.mongodbUri);
  const redis = new Redis(urls.redisUrl);
  // A server that is just being started again is what some tests are about.
  redis.on('error', () => {});
  try {
    return await use({ mongodb, redis });
  } finally {
    redis.disconnect();
    await mongodb.close();
  }
}
