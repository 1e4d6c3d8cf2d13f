import { getConnectionToken, MongooseModule, type ModelDefinition } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import type { Provider } from '@nestjs/common';
import type { Connection } from 'mongoose';
import { ConfigModule } from '../../src/config/index.js';
import { Clock, ClockModule } from '../../src/infra/clock/index.js';
import { MongoModule } from '../../src/infra/mongo/index.js';
import { RedisModule } from '../../src/infra/redis/index.js';

export interface MongoBench {
  readonly module: TestingModule;
  readonly connection: Connection;
  /** Drops the file's database and closes everything. */
  close(): Promise<void>;
}

/** The smallest application that has the database: for specs of what stands directly on it. */
export async function startMongoBench(
  options: { models?: ModelDefinition[]; providers?: Provider[]; clock?: Clock } = {},
): Promise<MongoBench> {
  const builder = Test.createTestingModule({
    imports: [
      ConfigModule,
      ClockModule,
      RedisModule,
      MongoModule,
      MongooseModule.forFeature(options.models ?? []),
    ],
    providers: options.providers ?? [],
  });
  if (options.clock) builder.overrideProvider(Clock).useValue(options.clock);
  const module = await builder.compile();
  module.useLogger(false);
  await module.init();
  const connection = await module.get<Connection>(getConnectionToken()).asPromise();
  return {
    module,
    connection,
    async close() {
      await connection.dropDatabase();
      await module.close();
    },
  };
}
