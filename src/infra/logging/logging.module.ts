import { Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { RuntimeConfig } from '../../config/index.js';
import { createLogger } from './logger.js';
import { NestLogger } from './nest-logger.js';

/** The injection token of the pino logger. */
export const LOGGER = Symbol('pino logger');

@Global()
@Module({
  providers: [
    {
      provide: LOGGER,
      inject: [RuntimeConfig],
      useFactory: (runtime: RuntimeConfig) => createLogger(runtime.LOG_LEVEL),
    },
    { provide: NestLogger, inject: [LOGGER], useFactory: (logger: Logger) => new NestLogger(logger) },
  ],
  exports: [LOGGER, NestLogger],
})
export class LoggingModule {}
