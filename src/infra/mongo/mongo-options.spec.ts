import { describe, expect, it } from 'vitest';
import { MongoConfig, readConfig, RuntimeConfig } from '../../config/index.js';
import { connectOptions, databaseName } from './mongo-options.js';

const environment = (NODE_ENV: RuntimeConfig['NODE_ENV']) => ({ ...readConfig(RuntimeConfig), NODE_ENV });
const settings = (overrides: Partial<MongoConfig> = {}) => ({
  ...readConfig(MongoConfig),
  MONGODB_DATABASE: undefined,
  ...overrides,
});

describe('the connection to MongoDB', () => {
  it.each([
    ['development', 'students_enrollment_dev'],
    ['test', 'students_enrollment_test'],
    ['staging', 'students_enrollment_staging'],
    ['production', 'students_enrollment_prod'],
  ] as const)('is to the database of the environment %s', (name, database) => {
    expect(databaseName(settings(), environment(name))).toBe(database);
  });

  it('is to the database that is named, if one is', () => {
    expect(databaseName(settings({ MONGODB_DATABASE: 'other' }), environment('production'))).toBe('other');
  });

  it('has a bounded pool, bounded waits and IPv4', () => {
    expect(connectOptions(settings(), environment('production'))).toMatchObject({
      maxPoolSize: 10,
      serverSelectionTimeoutMS: 5_000,
      bufferTimeoutMS: 5_000,
      socketTimeoutMS: 45_000,
      family: 4,
    });
  });
});
