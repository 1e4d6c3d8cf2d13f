import { getConnectionToken } from '@nestjs/mongoose';
import type { Redis } from 'ioredis';
import type { Connection } from 'mongoose';
import { RedisService } from '../../src/infra/redis/index.js';
import type { TestApp } from './test-app.js';

/** All that this test's part of Redis holds, as text by key: caches, queues, counters. */
export async function redisContents({ app }: TestApp): Promise<ReadonlyMap<string, string>> {
  const { client } = app.get(RedisService);
  const prefix = client.options.keyPrefix ?? '';
  const keys = (await client.keys(`${prefix}*`)).map((key) => key.slice(prefix.length));
  return new Map(await Promise.all(keys.map(async (key) => [key, await textOf(client, key)] as const)));
}

/** All that the database holds but the collections that are named, as text by collection. */
export async function databaseContents(
  { app }: TestApp,
  except: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const connection = app.get<Connection>(getConnectionToken());
  const names = (await connection.listCollections())
    .map(({ name }) => name)
    .filter((name) => !except.includes(name));
  return new Map(
    await Promise.all(
      names.map(
        async (name) => [name, JSON.stringify(await connection.collection(name).find().toArray())] as const,
      ),
    ),
  );
}

async function textOf(client: Redis, key: string): Promise<string> {
  switch (await client.type(key)) {
    case 'string':
      return (await client.getBuffer(key))?.toString('latin1') ?? '';
    case 'hash':
      return JSON.stringify(await client.hgetall(key));
    case 'list':
      return JSON.stringify(await client.lrange(key, 0, -1));
    case 'set':
      return JSON.stringify(await client.smembers(key));
    case 'zset':
      return JSON.stringify(await client.zrange(key, '0', '-1'));
    case 'stream':
      return JSON.stringify(await client.xrange(key, '-', '+'));
    default:
      return '';
  }
}
