import type { INestApplication } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Migrator } from '../../src/infra/migrations/index.js';
import { RedisService } from '../../src/infra/redis/index.js';

/** Gives the test's own database the shape that the code needs. */
export async function migrateTestDatabase(app: INestApplication): Promise<void> {
  await app.get(Migrator).up();
}

/** Leaves nothing of the test behind in the servers that all files share. */
export async function dropTestData(app: INestApplication): Promise<void> {
  await app.get<Connection>(getConnectionToken()).dropDatabase();
  const { client } = app.get(RedisService);
  const prefix = client.options.keyPrefix ?? '';
  const keys = await client.keys(`${prefix}*`);
  if (keys.length > 0) await client.unlink(keys.map((key) => key.slice(prefix.length)));
}
