import { Schema } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../test/support/mongo.js';
import { indexDrift } from './index.js';

const schema = new Schema(
  { email: String, at: Date, title: String, body: String, place: { type: [Number] } },
  { collection: 'things' },
);
schema.index({ email: 1 }, { unique: true, partialFilterExpression: { email: { $exists: true } } });
schema.index({ email: 1, at: -1 });
schema.index({ at: 1 }, { expireAfterSeconds: 60 });
schema.index({ title: 'text', body: 'text' }, { weights: { title: 10 } });
schema.index({ place: '2dsphere' });

describe('indexDrift', () => {
  let bench: MongoBench;

  beforeAll(async () => {
    bench = await startMongoBench({ models: [{ name: 'Thing', schema }] });
  });
  afterAll(() => bench.close());
  afterEach(() => bench.connection.dropDatabase());

  const things = () => bench.connection.db!.collection('things');

  it('finds none when the database has what the schemas declare, whatever the names', async () => {
    await things().createIndexes([
      {
        key: { email: 1 },
        name: 'unique_email',
        unique: true,
        partialFilterExpression: { email: { $exists: true } },
      },
      { key: { email: 1, at: -1 } },
      { key: { at: 1 }, expireAfterSeconds: 60 },
      { key: { title: 'text', body: 'text' }, weights: { title: 10 } },
      { key: { place: '2dsphere' } },
    ]);
    expect(await indexDrift(bench.connection)).toEqual([]);
  });

  it('finds every declared index missing where there is no collection', async () => {
    const drift = await indexDrift(bench.connection);
    expect(drift).toHaveLength(5);
    expect(drift.every(({ collection, problem }) => collection === 'things' && problem === 'missing')).toBe(
      true,
    );
  });

  it('tells missing, surplus and different ones apart', async () => {
    await things().createIndexes([
      { key: { email: 1 }, unique: true },
      { key: { at: -1, email: 1 } },
      { key: { at: 1 }, expireAfterSeconds: 61 },
      { key: { title: 'text', body: 'text' } },
      { key: { place: '2dsphere' } },
    ]);
    expect(await indexDrift(bench.connection)).toEqual([
      { collection: 'things', problem: 'missing', index: '{"email":1,"at":-1}' },
      { collection: 'things', problem: 'surplus', index: '{"at":-1,"email":1}' },
      { collection: 'things', problem: 'different', index: '{"email":1}' },
      { collection: 'things', problem: 'different', index: '{"at":1}' },
      { collection: 'things', problem: 'different', index: '{"text":["body","title"]}' },
    ]);
  });
});
