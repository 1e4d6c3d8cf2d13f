import { z } from 'zod';
import { namespace } from './namespace.js';
import { count } from './types.js';

export const ENVIRONMENTS = ['development', 'test', 'staging', 'production'] as const;

export class RuntimeConfig extends namespace('Runtime', {
  NODE_ENV: z.enum(ENVIRONMENTS).default('development').describe('Which environment this process serves.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('The least severe log lines that are written.'),
  SHUTDOWN_TIMEOUT_MS: count(1)
    .default(10_000)
    .describe('How long running requests and jobs may take to finish after SIGTERM, in milliseconds.'),
}) {}
