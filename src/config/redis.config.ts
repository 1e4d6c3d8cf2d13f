import { z } from 'zod';
import { namespace } from './namespace.js';
import { count, url } from './types.js';

export class RedisConfig extends namespace('Redis', {
  REDIS_URL: url('redis', 'rediss')
    .meta({ secret: true })
    .describe('Where cache, queues, locks and limits live.'),
  REDIS_KEY_PREFIX: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .default('lyceum')
    .describe('Stands before every key, so that environments can share a server.'),
  REDIS_COMMAND_TIMEOUT_MS: count(10)
    .default(200)
    .describe('How long a request waits for Redis before it goes on without it.'),
  CACHE_LOCAL_MAX_BYTES: count()
    .default(16_777_216)
    .describe('Memory that the in-process layer of the cache may use; 0 turns it off.'),
}) {}
