import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { EnvironmentError, readConfig, RuntimeConfig } from './config/index.js';
import { createLogger, NestLogger } from './infra/logging/index.js';
import { WorkerModule } from './worker.module.js';

/** Starts the worker. Ends the process with code 1 when it can't start. */
export async function work(): Promise<void> {
  try {
    const logger = new NestLogger(createLogger(readConfig(RuntimeConfig).LOG_LEVEL));
    const worker = await NestFactory.createApplicationContext(WorkerModule, { logger, abortOnError: false });
    worker.enableShutdownHooks();
  } catch (error) {
    console.error(error instanceof EnvironmentError ? error.message : error);
    process.exit(1);
  }
}
