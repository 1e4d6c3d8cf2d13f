import { Redis } from 'ioredis';
import { MongoClient, type Collection } from 'mongodb';

type Urls = Readonly<Record<'mongodbUri' | 'redisUrl', string>>;

/** Leaves a mark in both servers; resolves when both have acknowledged it. */
export async function leaveMark(urls: Urls, mark: string): Promise<void> {
  await withMongodb(urls, (marks) => marks.insertOne({ mark }));
  await leaveMarkInRedis(urls, mark);
}

/** The names of the servers that have a mark. */
export async function serversWithMark(urls: Urls, mark: string): Promise<string[]> {
  const inMongodb = await withMongodb(urls, (marks) => marks.countDocuments({ mark }));
  const inRedis = await redisHasMark(urls, mark);
  return [...(inMongodb === 1 ? ['mongodb'] : []), ...(inRedis ? ['redis'] : [])];
}

export async function leaveMarkInRedis(urls: Urls, mark: string): Promise<void> {
  await withRedis(urls, (redis) => redis.set(mark, ''));
}

export async function redisHasMark(urls: Urls, mark: string): Promise<boolean> {
  return (await withRedis(urls, (redis) => redis.exists(mark))) === 1;
}

async function withMongodb<T>({ mongodbUri }: Urls, use: (marks: Collection) => Promise<T>): Promise<T> {
  const client = new MongoClient(mongodbUri);
  try {
    return await use(client.db('embedded_services_test').collection('marks'));
  } finally {
    await client.close();
  }
}

async function withRedis<T>({ redisUrl }: Urls, use: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(redisUrl);
  // A server that is just being started again is what some tests are about.
  redis.on('error', () => {});
  try {
    return await use(redis);
  } finally {
    redis.disconnect();
  }
}
