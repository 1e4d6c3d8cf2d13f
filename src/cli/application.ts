import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { DomainError } from '../common/errors/index.js';
import { Migrations } from '../infra/migrations/index.js';

export interface CommandOptions {
  /** Whether the command is for a database that isn't migrated, too. */
  readonly unmigrated?: boolean;
}

/**
 * Runs a command in the application's container and ends the process: with what it returns on standard output, or with a
 * sentence for people and code 1. Unless told otherwise it refuses to touch a database that isn't migrated, where nothing
 * guards uniqueness.
 */
export async function runCommand(
  work: (app: INestApplicationContext) => Promise<string>,
  { unmigrated = false }: CommandOptions = {},
): Promise<void> {
  let app: INestApplicationContext | undefined;
  try {
    app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'], abortOnError: false });
    const pending = unmigrated ? [] : await app.get(Migrations).pending();
    if (pending.length > 0)
      throw new Error(`${pending.length} migration(s) are pending; run npm run migrate first.`);
    console.log(await work(app));
  } catch (error) {
    console.error(error instanceof DomainError ? error.detail : (error as Error).message);
    process.exitCode = 1;
  } finally {
    await app?.close();
  }
}
