/** Brings the database to the shape that this version of the code needs, and back (000-55). */
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { ConfigModule } from '../config/index.js';
import { ClockModule } from '../infra/clock/index.js';
import {
  createMigration,
  MigrationFiles,
  MIGRATIONS_FOLDER,
  MigrationsModule,
  Migrator,
  type MigrationStatus,
} from '../infra/migrations/index.js';
import { indexDrift, MongoModule } from '../infra/mongo/index.js';

const USAGE = `Usage: migrate [command]

  up                            run all pending migrations (the default)
  status                        list all migrations and what became of them
  rollback                      take the last one back
  check                         compare the indexes in the database with those that the schemas declare
  create <some words>           write the file of a new one
  mark <name> finished|pending  record what a person has settled after one broke off`;

@Module({ imports: [ConfigModule, ClockModule, MongoModule, MigrationsModule] })
class DatabaseModule {}

async function withContext<T>(module: Type, work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  const app = await NestFactory.createApplicationContext(module, { logger: ['error'], abortOnError: false });
  try {
    return await work(app);
  } finally {
    await app.close();
  }
}

const withMigrator = <T>(work: (migrator: Migrator) => Promise<T>) =>
  withContext(DatabaseModule, (app) => work(app.get(Migrator)));

const COMMANDS: Record<string, (...args: string[]) => Promise<string>> = {
  up: () =>
    withMigrator(async (migrator) => {
      const names = await migrator.up();
      return names.length > 0 ? `Ran ${names.join(', ')}.` : 'The database is up to date.';
    }),

  status: () => withMigrator(async (migrator) => (await migrator.status()).map(line).join('\n')),

  rollback: () =>
    withMigrator(async (migrator) => {
      const name = await migrator.rollback();
      return name ? `Took ${name} back.` : 'There is nothing to take back.';
    }),

  async check() {
    // Only the whole application knows all schemas.
    const { AppModule } = await import('../app.module.js');
    const drifts = await withContext(AppModule, (app) =>
      indexDrift(app.get<Connection>(getConnectionToken())),
    );
    if (drifts.length === 0) return 'The database has the indexes that the schemas declare.';
    throw new Error(
      drifts.map(({ collection, problem, index }) => `${collection}: ${problem} index ${index}`).join('\n'),
    );
  },

  create: (...words) => createMigration(new MigrationFiles(MIGRATIONS_FOLDER), words.join(' ')),

  async mark(name = '', state = '') {
    if (state !== 'finished' && state !== 'pending') throw new Error(USAGE);
    await withMigrator((migrator) => migrator.mark(name, state));
    return `${name} counts as ${state} from now on.`;
  },
};

function line({ name, state, finishedAt, durationMs }: MigrationStatus): string {
  const when = finishedAt ? `  ${finishedAt.toISOString()}, took ${durationMs} ms` : '';
  return `${state.padEnd(12)}${name}${when}`;
}

const [name = 'up', ...args] = process.argv.slice(2);
try {
  const command = COMMANDS[name];
  if (!command) throw new Error(USAGE);
  console.log(await command(...args));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
