import type { mongo } from 'mongoose';
import { beforeAll, describe, expect, it } from 'vitest';
import { useDatabase } from './testing/database.ts';

const TOTAL = 250;

describe('cursors', () => {
  const database = useDatabase();
  let things: mongo.Collection;

  beforeAll(async () => {
    things = database.collection();
    await things.insertMany(Array.from({ length: TOTAL }, (_, n) => ({ n })));
  });

  it('bring everything once, in whatever batches', async () => {
    for (const batchSize of [1, 100, TOTAL, 1000]) {
      const found = await things
        .find({}, { projection: { n: 1 } })
        .batchSize(batchSize)
        .toArray();
      expect(new Set(found.map((thing) => thing['n'])).size).toBe(TOTAL);
      expect(found).toHaveLength(TOTAL);
    }
  });

  it('keep their order over batches', async () => {
    const sorted = await things.find().sort({ n: -1 }).batchSize(20).toArray();
    expect(sorted.map((thing) => thing['n'])).toEqual(Array.from({ length: TOTAL }, (_, n) => TOTAL - 1 - n));
  });

  it('serve groups over batches', async () => {
    const pipeline = [{ $group: { _id: '$n' } }, { $sort: { _id: 1 } }];
    const groups = await things.aggregate(pipeline, { batchSize: 20 }).toArray();
    expect(groups.map(({ _id }) => _id)).toEqual(Array.from({ length: TOTAL }, (_, n) => n));
  });

  it('do not disturb each other', async () => {
    const [forwards, backwards] = ([1, -1] as const).map((n) => things.find().sort({ n }).batchSize(30));
    const sums = [];
    for (let i = 0; i < TOTAL; i++)
      sums.push((await forwards!.next())!['n'] + (await backwards!.next())!['n']);
    expect(new Set(sums)).toEqual(new Set([TOTAL - 1]));
  });

  it('are gone once they are killed', async () => {
    const db = database.connection.db!;
    const find = { find: things.collectionName, sort: { n: 1 }, batchSize: 10 };
    const { cursor } = await db.command(find, { promoteLongs: false });
    const killed = await db.command({ killCursors: things.collectionName, cursors: [cursor.id] });
    expect(killed['cursorsKilled']).toHaveLength(1);
    const more = db.command({ getMore: cursor.id, collection: things.collectionName });
    await expect(more).rejects.toMatchObject({ code: 43, codeName: 'CursorNotFound' });
  });

  it('can be left in the middle', async () => {
    for await (const thing of things.find().sort({ n: 1 }).batchSize(10)) {
      if (thing['n'] === 42) break;
    }
    expect(await things.countDocuments()).toBe(TOTAL);
  });
});
