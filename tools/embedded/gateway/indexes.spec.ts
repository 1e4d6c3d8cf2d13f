import { Schema, type mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { useDatabase } from './testing/database.ts';

describe('indexes', () => {
  const database = useDatabase();

  it('of every kind are built and listed as they were asked for', async () => {
    const things = database.collection();
    const asked: mongo.IndexDescription[] = [
      { key: { email: 1 }, name: 'unique', unique: true },
      { key: { a: 1, b: -1 }, name: 'compound' },
      { key: { phone: 1 }, name: 'sparse', sparse: true },
      { key: { code: 1 }, name: 'partial', unique: true, partialFilterExpression: { active: true } },
      { key: { expiresAt: 1 }, name: 'ttl', expireAfterSeconds: 60 },
      { key: { place: '2dsphere' }, name: 'place' },
    ];
    await things.createIndexes(asked);
    await things.createIndex({ title: 'text', body: 'text' }, { name: 'text', weights: { title: 5 } });
    const listed = await things.indexes();
    for (const index of asked) expect(listed).toContainEqual(expect.objectContaining(index));
    expect(listed).toContainEqual(expect.objectContaining({ name: 'text', weights: { body: 1, title: 5 } }));
    expect(listed).toHaveLength(asked.length + 2);
  });

  it('that are sparse or partial bind only the documents that they cover', async () => {
    const things = database.collection();
    await things.createIndex({ phone: 1 }, { unique: true, sparse: true });
    await things.createIndex({ code: 1 }, { unique: true, partialFilterExpression: { active: true } });
    await things.insertMany([{ code: 1 }, { code: 1 }, { code: 1, active: true }]);
    await expect(things.insertOne({ code: 1, active: true })).rejects.toMatchObject({ code: 11000 });
    await things.insertOne({ phone: '1' });
    await expect(things.insertOne({ phone: '1' })).rejects.toMatchObject({ code: 11000 });
  });

  it('for text find words and rank them', async () => {
    const things = database.collection();
    await things.createIndex({ title: 'text', body: 'text' }, { weights: { title: 10 } });
    await things.insertMany([
      { _id: 'body' as never, title: 'other', body: 'learning nests' },
      { _id: 'title' as never, title: 'learning', body: 'other' },
      { _id: 'none' as never, title: 'x', body: 'y' },
    ]);
    const found = await things
      .find({ $text: { $search: 'learning' } }, { projection: { title: 1, score: { $meta: 'textScore' } } })
      .sort({ score: { $meta: 'textScore' } })
      .toArray();
    expect(found.map(({ _id }) => _id)).toEqual(['title', 'body']);
  });

  it('for places find the near and order them by distance', async () => {
    const things = database.collection();
    await things.createIndex({ place: '2dsphere' });
    await things.insertMany([at('far', 91.8, 22.3), at('near', 90.4, 23.8), at('here', 90.41, 23.81)]);
    const $geometry = { type: 'Point' as const, coordinates: [90.41, 23.81] };
    const found = await things.find({ place: { $near: { $geometry, $maxDistance: 50_000 } } }).toArray();
    expect(found.map((thing) => thing['name'])).toEqual(['here', 'near']);
  });

  it('show in explain when they serve a query, and only then', async () => {
    const things = database.collection();
    await things.createIndex({ email: 1 });
    await things.insertMany(Array.from({ length: 50 }, (_, n) => ({ email: `${n}`, n })));
    expect(JSON.stringify(await things.find({ email: '7' }).explain('queryPlanner'))).toContain('email_1');
    const scan = await things.find({ n: 7 }).explain('executionStats');
    expect(JSON.stringify(scan)).toContain('COLLSCAN');
    expect(scan['executionStats']).toMatchObject({ nReturned: 1 });
  });

  it('are kept in step with a schema by mongoose', async () => {
    const schema = new Schema({ email: String, at: Date });
    schema.index({ email: 1 }, { unique: true });
    schema.index({ at: 1 }, { expireAfterSeconds: 60 });
    const Model = database.connection.model('Synced', schema);
    await Model.init();
    await Model.collection.createIndex({ surplus: 1 });
    expect(await Model.syncIndexes()).toEqual(['surplus_1']);
    expect(await Model.diffIndexes()).toEqual({ toDrop: [], toCreate: [] });
  });

  it('can be dropped one by one', async () => {
    const things = database.collection();
    await things.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }]);
    await things.dropIndex('a_1');
    expect((await things.indexes()).map(({ name }) => name)).toEqual(['_id_', 'b_1']);
    await expect(things.dropIndex('a_1')).rejects.toMatchObject({ code: 27, codeName: 'IndexNotFound' });
  });
});

describe('collections', () => {
  const database = useDatabase();

  it('are created, listed, renamed and dropped', async () => {
    const db = database.connection.db!;
    await db.createCollection('first');
    await expect(db.collection('first').rename('second')).resolves.toBeDefined();
    expect((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)).toEqual([
      'second',
    ]);
    await db.dropCollection('second');
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  it('have views', async () => {
    const db = database.connection.db!;
    const things = database.collection();
    await things.insertMany([{ n: 1 }, { n: 2 }]);
    const view = await db.createCollection('view', {
      viewOn: things.collectionName,
      pipeline: [{ $match: { n: 2 } }, { $project: { _id: 0 } }],
    });
    expect(await view.find().toArray()).toEqual([{ n: 2 }]);
    await db.dropCollection('view');
  });

  it('tell their size', async () => {
    const things = database.collection();
    await things.insertMany([{ n: 1 }, { n: 2 }]);
    const db = database.connection.db!;
    expect(await db.command({ collStats: things.collectionName })).toMatchObject({ count: 2, nindexes: 1 });
    expect(await db.stats()).toMatchObject({ db: db.databaseName, ok: 1 });
    const [usage] = await things.aggregate([{ $indexStats: {} }]).toArray();
    expect(usage).toMatchObject({ name: '_id_' });
  });
});

function at(name: string, ...coordinates: number[]): mongo.Document {
  return { name, place: { type: 'Point', coordinates } };
}
