/**
 * Import this before the application to build it where no server is: what is made from its code depends on no setting, but
 * it can't be built without some.
 */
Object.assign(process.env, {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  MONGODB_URI: 'mongodb://127.0.0.1:1',
  REDIS_URL: 'redis://127.0.0.1:1',
  JWT_SECRET: '-'.repeat(32),
  PASSWORD_PEPPER: '-'.repeat(32),
  FIELD_ENCRYPTION_KEYS: '-'.repeat(32),
  BLIND_INDEX_KEYS: '-'.repeat(32),
  AUDIT_KEYS: '-'.repeat(32),
});
