import { randomBytes } from 'node:crypto';
import { startServices } from '../../tools/embedded/index.ts';

/** Starts one MongoDB and one Redis for the whole run, and the secrets that the application asks for. */
export default async function setup(): Promise<() => Promise<void>> {
  const services = await startServices({ ephemeral: true, progress: (line) => console.log(line) });
  Object.assign(process.env, {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    MONGODB_URI: services.mongodbUri,
    REDIS_URL: services.redisUrl,
    JWT_SECRET: randomBytes(32).toString('base64url'),
    PASSWORD_PEPPER: randomBytes(32).toString('base64url'),
    FIELD_ENCRYPTION_KEYS: randomBytes(32).toString('base64url'),
    BLIND_INDEX_KEYS: randomBytes(32).toString('base64url'),
    AUDIT_KEYS: randomBytes(32).toString('base64url'),
    BCRYPT_ROUNDS: '4',
    // A busy machine is no outage; what is tested with one brings its own.
    REDIS_COMMAND_TIMEOUT_MS: '1000',
  });
  return () => services.stop();
}
