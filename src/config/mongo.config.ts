import { z } from 'zod';
import { namespace } from './namespace.js';
import { count, flag, url } from './types.js';

/** Connection settings of 000-02; the database name per environment is that of 000-03. */
export class MongoConfig extends namespace('MongoDB', {
  MONGODB_URI: url('mongodb', 'mongodb+srv')
    .meta({ secret: true })
    .describe('The connection string of a replica set (transactions need one).'),
  MONGODB_DATABASE: z
    .string()
    .regex(/^[\w-]{1,63}$/)
    .optional()
    .describe(
      'The database name. Default: `students_enrollment_dev`, `_test`, `_staging` or `_prod` by NODE_ENV.',
    ),
  MONGODB_MAX_POOL_SIZE: count(1).default(10).describe('Connections that one process keeps at most.'),
  MONGODB_SERVER_SELECTION_TIMEOUT_MS: count(100)
    .default(5_000)
    .describe('How long an operation waits for a reachable server before it fails.'),
  MONGODB_SOCKET_TIMEOUT_MS: count(1_000)
    .default(45_000)
    .describe('How long a connection may be silent during an operation before it is closed.'),
  MONGODB_REQUIRE_TLS: flag()
    .default(true)
    .describe('Whether staging and production refuse a MONGODB_URI without TLS (000-04).'),
  SLOW_QUERY_MS: count(1).default(100).describe('Database commands that take this long are logged (000-57).'),
}) {}
