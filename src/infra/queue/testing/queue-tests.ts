import type { INestApplicationContext } from '@nestjs/common';
import { RedisConfig } from '../../../config/index.js';
import { RedisService } from '../../redis/index.js';
import type { JobQueue } from '../job-queue.js';
import { QueueConnection } from '../queue-connection.js';

/** Lets the jobs of a queue that wait for their next attempt have it now. */
export async function hasten(app: INestApplicationContext, queue: JobQueue<object>): Promise<void> {
  await app.get(QueueConnection).use(queue.name, (handle) => handle.promoteJobs());
}

/** Removes everything that this test file has put into Redis. */
export async function removeKeys(app: INestApplicationContext): Promise<void> {
  const { REDIS_KEY_PREFIX } = app.get(RedisConfig);
  const redis = app.get(RedisService).connect({ lazyConnect: true });
  const keys = await redis.keys(`${REDIS_KEY_PREFIX}:*`);
  if (keys.length > 0) await redis.del(...keys);
  redis.disconnect();
}
