import { describe, expect, it } from 'vitest';
import { HttpConfig, MongoConfig, readConfig, RuntimeConfig } from './index.js';
import { EnvironmentError, readEnvironment } from './environment.js';

const ENOUGH = {
  MONGODB_URI: 'mongodb+srv://lyceum:s3cret@db.example.com/?retryWrites=true&w=majority',
  REDIS_URL: 'redis://localhost:6379',
  JWT_SECRET: 'j'.repeat(32),
  PASSWORD_PEPPER: 'p'.repeat(32),
  FIELD_ENCRYPTION_KEYS: 'f'.repeat(32),
  BLIND_INDEX_KEYS: 'i'.repeat(32),
  AUDIT_KEYS: 'a'.repeat(32),
};

const problemsOf = (environment: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readEnvironment(environment);
    return [];
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
};

describe('the environment', () => {
  it('needs only what nobody can guess', () => {
    expect(problemsOf(ENOUGH)).toEqual([]);
    expect(readConfig(HttpConfig, ENOUGH).PORT).toBe(3000);
    expect(readConfig(RuntimeConfig, ENOUGH).NODE_ENV).toBe('development');
    expect(readConfig(MongoConfig, ENOUGH)).toMatchObject({
      MONGODB_MAX_POOL_SIZE: 10,
      MONGODB_SERVER_SELECTION_TIMEOUT_MS: 5000,
      MONGODB_SOCKET_TIMEOUT_MS: 45000,
      SLOW_QUERY_MS: 100,
    });
  });

  it('is refused with all problems at once, and without any value', () => {
    const problems = problemsOf({
      ...ENOUGH,
      JWT_SECRET: 'short-secret',
      REDIS_URL: 'http://redis',
      PORT: 'eighty',
      MONGODB_URI: '',
    });
    expect(problems.map((problem) => problem.split(':')[0]).toSorted()).toEqual([
      'JWT_SECRET',
      'MONGODB_URI',
      'PORT',
      'REDIS_URL',
    ]);
    expect(problems).toContain('MONGODB_URI: is required');
    expect(problems).toContain('REDIS_URL: must start with redis:// or rediss://');
    for (const value of ['short-secret', 'http://redis', 'eighty'])
      expect(problems.join()).not.toContain(value);
  });

  it('has no secret that stands in the code', () => {
    expect(problemsOf({}).toSorted()).toEqual([
      'AUDIT_KEYS: is required',
      'BLIND_INDEX_KEYS: is required',
      'FIELD_ENCRYPTION_KEYS: is required',
      'JWT_SECRET: is required',
      'MONGODB_URI: is required',
      'PASSWORD_PEPPER: is required',
      'REDIS_URL: is required',
    ]);
  });

  it('takes an empty variable for one that is not set, as .env files write it', () => {
    expect(readConfig(HttpConfig, { ...ENOUGH, PORT: '' }).PORT).toBe(3000);
  });

  it('reads lists and flags as people write them', () => {
    const http = readConfig(HttpConfig, {
      ...ENOUGH,
      CORS_ORIGINS: 'https://a.example, https://b.example,',
      DOCS_ENABLED: 'false',
    });
    expect(http.CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example']);
    expect(http.DOCS_ENABLED).toBe(false);
  });

  it('names a payment provider with all of its keys or none', () => {
    expect(problemsOf({ ...ENOUGH, STRIPE_SECRET_KEY: 'sk_test_1' })).toEqual([
      'STRIPE_WEBHOOK_SECRET: is required with STRIPE_SECRET_KEY',
    ]);
    expect(problemsOf({ ...ENOUGH, SSLCOMMERZ_STORE_PASSWORD: 'p@ssl' })).toEqual([
      'SSLCOMMERZ_STORE_ID: is required with SSLCOMMERZ_STORE_PASSWORD',
    ]);
    const whole = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' };
    expect(problemsOf({ ...ENOUGH, ...whole })).toEqual([]);
  });

  it.each(['staging', 'production'])('must be guarded in %s', (NODE_ENV) => {
    const guarded = { ...ENOUGH, NODE_ENV };
    expect(problemsOf(guarded)).toEqual([]);
    expect(problemsOf({ ...guarded, MONGODB_URI: 'mongodb://u:p@db/?tls=true' })).toEqual([]);
    expect(problemsOf({ ...guarded, MONGODB_URI: 'mongodb://u:p@db/' })).toEqual([
      expect.stringContaining('tls=true'),
    ]);
    expect(
      problemsOf({ ...guarded, MONGODB_URI: 'mongodb://u:p@db/', MONGODB_REQUIRE_TLS: 'false' }),
    ).toEqual([]);
    expect(problemsOf({ ...guarded, MONGODB_URI: 'mongodb+srv://db/' })).toEqual([
      expect.stringContaining('user and password'),
    ]);
    expect(problemsOf({ ...guarded, BCRYPT_ROUNDS: '10' })).toEqual([
      expect.stringContaining('BCRYPT_ROUNDS'),
    ]);
    expect(problemsOf({ ...guarded, STRIPE_API_URL: 'http://127.0.0.1:4000' })).toEqual([
      'STRIPE_API_URL: must start with https://',
    ]);
  });
});
