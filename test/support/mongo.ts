import type { ModuleMetadata } from '@nestjs/common';
import { getConnectionToken, MongooseModule, type ModelDefinition } from '@nestjs/mongoose';
import { Test, type TestingModule, type TestingModuleBuilder } from '@nestjs/testing';
import type { Connection } from 'mongoose';
import { ConfigModule } from '../../src/config/index.js';
import { ClockModule } from '../../src/infra/clock/index.js';
import { MongoModule } from '../../src/infra/mongo/index.js';
import { RedisModule } from '../../src/infra/redis/index.js';

export interface MongoBench {
  readonly module: TestingModule;
  readonly connection: Connection;
  /** Drops the file's database and closes everything. */
  close(): Promise<void>;
}

export interface MongoBenchOptions extends Pick<ModuleMetadata, 'imports' | 'providers'> {
  readonly models?: ModelDefinition[];
  /** Overrides providers. */
  readonly configure?: (builder: TestingModuleBuilder) => unknown;
}

/** The smallest application that has the database: for specs of what stands directly on it. */
export async function startMongoBench(options: MongoBenchOptions = {}): Promise<MongoBench> {
  const { models = [], imports = [], providers = [], configure } = options;
  const builder = Test.createTestingModule({
    imports: [
      ConfigModule,
      ClockModule,
      RedisModule,
      MongoModule,
      MongooseModule.forFeature(models),
      ...imports,
    ],
    providers,
  });
  configure?.(builder);
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
