import type { ConnectOptions } from 'mongoose';
import type { MongoConfig, RuntimeConfig } from '../../config/index.js';

/** The last word of the default database name of each environment (000-03). */
const SUFFIXES: Record<RuntimeConfig['NODE_ENV'], string> = {
  development: 'dev',
  test: 'test',
  staging: 'staging',
  production: 'prod',
};

/** The database that this process works on: MONGODB_DATABASE, or the environment's (000-03). */
export const databaseName = (config: MongoConfig, runtime: RuntimeConfig): string =>
  config.MONGODB_DATABASE ?? `students_enrollment_${SUFFIXES[runtime.NODE_ENV]}`;

/** The connection's settings (000-02). Write concern, TLS and retryable writes come with the URI (000-04). */
export const connectOptions = (
  config: MongoConfig,
  runtime: RuntimeConfig,
): ConnectOptions & { bufferTimeoutMS: number } => ({
  dbName: databaseName(config, runtime),
  maxPoolSize: config.MONGODB_MAX_POOL_SIZE,
  serverSelectionTimeoutMS: config.MONGODB_SERVER_SELECTION_TIMEOUT_MS,
  // While there is no connection, mongoose holds operations back for as long as the driver would look for a server.
  bufferTimeoutMS: config.MONGODB_SERVER_SELECTION_TIMEOUT_MS,
  // A server that hangs keeps its connections open. Asked every so often, it has so long to say that it is there; if it
  // doesn't, what runs on it fails as well, rather than when the sockets give up.
  heartbeatFrequencyMS: config.MONGODB_SERVER_SELECTION_TIMEOUT_MS,
  connectTimeoutMS: config.MONGODB_SERVER_SELECTION_TIMEOUT_MS,
  socketTimeoutMS: config.MONGODB_SOCKET_TIMEOUT_MS,
  family: 4,
});
