import { Schema, type mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { inParallel, useDatabase } from './testing/database.ts';

const authorSchema = new Schema({ name: { type: String, required: true } });
const bookSchema = new Schema(
  {
    title: String,
    author: { type: Schema.Types.ObjectId, ref: 'Author' },
    copies: [{ place: String, out: { type: Boolean, default: false } }],
  },
  { timestamps: true },
);

interface Counter {
  _id: string;
  left: number;
}

describe('reading and writing', () => {
  const database = useDatabase();

  it('keeps documents as they were given, types included', async () => {
    const { BSON } = database.connection.base.mongo;
    const things = database.collection();
    const document = {
      _id: new BSON.ObjectId(),
      text: 'ünïcödé ✓',
      int: 1,
      long: BSON.Long.fromString('9007199254740993'),
      double: 1.5,
      decimal: BSON.Decimal128.fromString('12.340'),
      when: new Date(0),
      none: null,
      bytes: new BSON.Binary(Buffer.from([0, 255])),
      list: [1, 'two', { three: [true] }],
    };
    await things.insertOne(document);
    expect(await things.findOne({}, { promoteLongs: false })).toEqual(document);
  });

  it('serves mongoose models: defaults, validation, timestamps, population, array filters', async () => {
    const { connection } = database;
    const Author = connection.model('Author', authorSchema);
    const Book = connection.model('Book', bookSchema);
    const author = await Author.create({ name: 'Begum Rokeya' });
    await expect(Author.create({})).rejects.toThrow('name');
    const book = await Book.create({
      title: 'Dream',
      author: author._id,
      copies: [{ place: 'A' }, { place: 'B' }],
    });
    await Book.updateOne(
      { _id: book._id },
      { $set: { 'copies.$[copy].out': true } },
      { arrayFilters: [{ 'copy.place': 'B' }] },
    );
    const found = await Book.findById(book._id).populate<{ author: { name: string } }>('author').orFail();
    expect(found.author.name).toBe('Begum Rokeya');
    expect(found.copies.map(({ out }) => out)).toEqual([false, true]);
    expect(found.get('createdAt')).toBeInstanceOf(Date);
  });

  it('finds with filter, projection, sort, skip and limit, and counts and tells apart', async () => {
    const things = database.collection();
    await things.insertMany(Array.from({ length: 10 }, (_, n) => ({ n, even: n % 2 === 0 })));
    const page = await things
      .find({ n: { $gte: 2 } }, { projection: { _id: 0, n: 1 } })
      .sort({ n: -1 })
      .skip(1)
      .limit(3)
      .toArray();
    expect(page).toEqual([{ n: 8 }, { n: 7 }, { n: 6 }]);
    expect(await things.countDocuments({ even: true })).toBe(5);
    expect(await things.estimatedDocumentCount()).toBe(10);
    expect((await things.distinct('even')).toSorted()).toEqual([false, true]);
  });

  it('updates with operators and pipelines, replaces and deletes', async () => {
    const things = database.collection<{ _id: number; n?: number; tags?: string[]; replaced?: boolean }>();
    await things.insertMany([
      { _id: 1, n: 1, tags: ['a'] },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ]);
    await things.updateOne({ _id: 1 }, { $inc: { n: 10 }, $push: { tags: 'b' }, $set: { 'deep.er': true } });
    await things.updateMany({ _id: { $gt: 1 } }, [{ $set: { double: { $multiply: ['$n', 2] } } }]);
    await things.replaceOne({ _id: 3 }, { replaced: true });
    expect(await things.findOneAndDelete({ _id: 2 })).toEqual({ _id: 2, n: 2, double: 4 });
    expect(await things.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 11, tags: ['a', 'b'], deep: { er: true } },
      { _id: 3, replaced: true },
    ]);
    expect(await things.deleteMany({})).toMatchObject({ deletedCount: 2 });
  });

  it('reports what a bulk write of every kind did', async () => {
    const things = database.collection<{ _id: number; n?: number }>();
    const result = await things.bulkWrite([
      { insertOne: { document: { _id: 1 } } },
      { updateOne: { filter: { _id: 1 }, update: { $set: { n: 1 } } } },
      { updateOne: { filter: { _id: 2 }, update: { $set: { n: 2 } }, upsert: true } },
      { updateMany: { filter: {}, update: { $inc: { n: 1 } } } },
      { replaceOne: { filter: { _id: 2 }, replacement: { n: 9 } } },
      { deleteOne: { filter: { _id: 1 } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, upsertedCount: 1, matchedCount: 4, deletedCount: 1 });
    expect(await things.find().toArray()).toEqual([{ _id: 2, n: 9 }]);
  });

  it('writes without acknowledgement when asked to', async () => {
    const things = database.collection<{ _id: number }>();
    await database.client.withSession(async () => {
      await things.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
    });
    await expect.poll(() => things.countDocuments()).toBe(1);
  });

  it('carries documents of 12 MB', async () => {
    const things = database.collection();
    const text = 'x'.repeat(12_000_000);
    await things.insertOne({ text });
    expect((await things.findOne())!['text']).toHaveLength(text.length);
  });

  it('refuses a document that its collection’s validator refuses', async () => {
    const db = database.connection.db!;
    const things = await db.createCollection('validated', {
      validator: { $jsonSchema: { required: ['name'], properties: { name: { bsonType: 'string' } } } },
    });
    await things.insertOne({ name: 'valid' });
    await expect(things.insertOne({ name: 1 })).rejects.toMatchObject({ code: 121 });
  });

  it('refuses an operator that does not exist', async () => {
    const nonsense = { $fly: 1 } as mongo.Filter<mongo.Document>;
    await expect(database.collection().find(nonsense).toArray()).rejects.toMatchObject({ code: 2 });
  });

  it('gives up on a query at its time limit', async () => {
    const things = database.collection();
    await things.insertOne({});
    const endless = { $size: { $range: [0, 2_000_000] } };
    const query = things.aggregate([{ $project: { a: endless, b: endless, c: endless } }], { maxTimeMS: 1 });
    await expect(query.toArray()).rejects.toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' });
    expect(await things.countDocuments({}, { maxTimeMS: 10_000 })).toBe(1);
  });
});

describe('many writers at once', () => {
  const database = useDatabase();

  it('never take more than there is with a conditional update', async () => {
    const seats = database.collection<Counter>();
    await seats.insertOne({ _id: 'course', left: 7 });
    const takeSeat = () => seats.updateOne({ _id: 'course', left: { $gt: 0 } }, { $inc: { left: -1 } });
    const taken = await inParallel(40, takeSeat);
    expect(taken.filter(({ modifiedCount }) => modifiedCount === 1)).toHaveLength(7);
    expect(await seats.findOne()).toEqual({ _id: 'course', left: 0 });
  });

  it('each claim another document of a queue', async () => {
    const queue = database.collection<{ _id: number; owner?: number }>();
    await queue.insertMany(Array.from({ length: 15 }, (_, _id) => ({ _id })));
    const claims = await inParallel(40, (owner) =>
      queue.findOneAndUpdate({ owner: { $exists: false } }, { $set: { owner } }, { sort: { _id: 1 } }),
    );
    const claimed = claims.filter((claim) => claim !== null).map(({ _id }) => _id);
    expect(claimed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 15 }, (_, _id) => _id));
  });

  it.each(['updateOne', 'findOneAndUpdate'] as const)(
    'make one document of many upserts of one key with %s',
    async (upsert) => {
      const things = database.collection();
      await things.createIndex({ key: 1 }, { unique: true });
      await inParallel<unknown>(30, () => things[upsert]({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true }));
      expect(await things.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ key: 'k', n: 30 }]);
    },
  );

  it('insert one key once, and the others are told that it is taken', async () => {
    const things = database.collection();
    await things.createIndex({ key: 1 }, { unique: true });
    const attempt = () => things.insertOne({ key: 'k' }).then(() => 'inserted', codeOf);
    const outcomes = await inParallel(20, attempt);
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 19 }, () => 11000), 'inserted']);
  });

  it('update the same documents in opposite order without getting stuck', async () => {
    const things = database.collection<{ _id: number; n: number }>();
    const ids = Array.from({ length: 30 }, (_, _id) => _id);
    await things.insertMany(ids.map((_id) => ({ _id, n: 0 })));
    await inParallel(10, (writer) => {
      const order = writer % 2 === 0 ? ids : ids.toReversed();
      return things.bulkWrite(
        order.map((_id) => ({ updateOne: { filter: { _id }, update: { $inc: { n: 1 } } } })),
      );
    });
    expect(await things.countDocuments({ n: 10 })).toBe(ids.length);
  });

  it('create one collection and one index together', async () => {
    const things = database.collection();
    await inParallel(10, () => things.insertOne({}));
    await inParallel(10, () => things.createIndex({ a: 1 }));
    expect(await things.countDocuments()).toBe(10);
    expect(await things.indexes()).toHaveLength(2);
  });
});

function codeOf(error: mongo.MongoServerError): unknown {
  return error.code;
}
