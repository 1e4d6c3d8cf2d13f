import { getModelToken } from '@nestjs/mongoose';
import { Schema, Types, type InferSchemaType, type Model, type QueryFilter } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../../test/support/mongo.js';
import { TestClock } from '../../../../test/support/test-clock.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../clock/index.js';
import { encodeCursor } from '../../../common/pagination/index.js';
import { Keyset } from './keyset.js';
import { baseSchemaOptions, Repository, trusted, type Sort } from '../index.js';

const bookSchema = new Schema(
  {
    title: { type: String, required: true },
    year: { type: Number },
    stock: { type: Number, required: true, default: 0, min: 0 },
    secret: { type: String, select: false },
    author: { name: { type: String } },
  },
  { ...baseSchemaOptions, collection: 'books' },
);
type BookDocument = InferSchemaType<typeof bookSchema> & { _id: Types.ObjectId };

class BookRepository extends Repository<BookDocument> {
  override findOneById = super.findOneById.bind(this);
  override insert = super.insert.bind(this);

  byTitle(title: unknown) {
    return this.findOne({ title } as QueryFilter<BookDocument>);
  }

  titleOf(id: unknown) {
    return this.findOneById(id, { fields: ['title'] });
  }

  takeOne(id: Types.ObjectId) {
    return this.updateOne({ _id: id, stock: trusted({ $gt: 0 }) }, { $inc: { stock: -1 } });
  }

  list(sort: Sort, limit: number, cursor?: string) {
    return this.page({}, { sort, limit, cursor, fields: ['title'] });
  }

  misspelt() {
    return this.findOne({ titel: 'x' });
  }
}

const ID = '0'.repeat(24);

describe('Repository', () => {
  const clock = new TestClock();
  let bench: MongoBench;
  let model: Model<BookDocument>;
  let books: BookRepository;

  beforeAll(async () => {
    bench = await startMongoBench({
      models: [{ name: 'Book', schema: bookSchema }],
      configure: (builder) => builder.overrideProvider(Clock).useValue(clock),
    });
    model = bench.module.get(getModelToken('Book'));
    books = new BookRepository(model);
    await model.createIndexes();
  });
  afterAll(() => bench.close());
  beforeEach(async () => void (await model.deleteMany({})));

  const insert = (...values: Partial<BookDocument>[]) =>
    Promise.all(values.map((value) => books.insert(value)));
  const readAll = async (sort: Sort, limit: number) => {
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const { data, page } = await books.list(sort, limit, cursor);
      expect(data.length).toBeLessThanOrEqual(limit);
      titles.push(...data.map(({ title }) => title));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return titles;
  };

  it('stores a document with its defaults, at the time of the clock', async () => {
    const book = await books.insert({ title: 'Dune' });
    expect(await books.findOneById(book._id)).toEqual({
      _id: book._id,
      title: 'Dune',
      stock: 0,
      author: {},
      createdAt: clock.now(),
      updatedAt: clock.now(),
    });
  });

  it('finds nothing under what is not an id, instead of failing', async () => {
    for (const id of ['no-id', 'twelve chars', 6, { $ne: null }, ['x'], '', null, undefined])
      expect(await books.findOneById(id)).toBeNull();
  });

  it('reads the fields that were asked for and no others', async () => {
    const { _id } = await books.insert({ title: 'Dune', stock: 3 });
    expect(await books.titleOf(_id.toString())).toEqual({ _id, title: 'Dune' });
  });

  it('changes a document only while the condition holds, however many try', async () => {
    const { _id } = await books.insert({ title: 'Dune', stock: 3 });
    const taken = await Promise.all(Array.from({ length: 8 }, () => books.takeOne(_id)));
    expect(taken.filter(Boolean)).toHaveLength(3);
    expect((await books.findOneById(_id))!.stock).toBe(0);
  });

  describe('against operators in values', () => {
    it.each([[{ $gt: '' }], [{ $ne: null }], [{ $regex: '.*' }], [{ $in: ['Dune'] }]])(
      'refuses %j where a text belongs',
      async (value) => {
        await books.insert({ title: 'Dune' });
        await expect(books.byTitle(value)).rejects.toThrow(/Cast to string failed/i);
      },
    );

    it('does not take a list for a choice', async () => {
      await books.insert({ title: 'Dune' });
      await expect(books.byTitle(['Dune', 'Emma'])).rejects.toThrow(/Cast to string failed/i);
    });

    it('refuses a filter on a path that the schema does not know', async () => {
      await expect(books.misspelt()).rejects.toThrow(/titel/);
    });

    it('refuses to store what the schema does not know', async () => {
      await expect(books.insert({ title: 'Dune', admin: true } as never)).rejects.toThrow(/admin/);
    });
  });

  describe('pages', () => {
    it.each([
      ['rising', 1, ['none1', 'none2', 'a', 'b1', 'b2', 'c']],
      ['falling', -1, ['c', 'b2', 'b1', 'a', 'none2', 'none1']],
    ] as const)('list each item once, %s, with ties and missing values', async (_, direction, expected) => {
      for (const title of ['none1', 'none2']) await books.insert({ title });
      for (const [title, year] of [
        ['b1', 1965],
        ['a', 1815],
        ['b2', 1965],
        ['c', 2001],
      ] as const)
        await books.insert({ title, year });
      for (const limit of [1, 2, 3, 6, 10])
        expect(await readAll({ year: direction }, limit)).toEqual(expected);
    });

    it('sort by several keys in different directions', async () => {
      await insert(
        { title: 'x', stock: 1, author: { name: 'B' } },
        { title: 'y', stock: 2, author: { name: 'A' } },
        { title: 'z', stock: 2, author: { name: 'B' } },
        { title: 'w', stock: 1, author: { name: 'A' } },
      );
      expect(await readAll({ stock: -1, 'author.name': 1 }, 1)).toEqual(['y', 'z', 'w', 'x']);
    });

    it('neither repeat nor skip when items come and go meanwhile', async () => {
      const [first] = await insert({ title: 'a' }, { title: 'c' }, { title: 'e' });
      const { page } = await books.list({ title: 1 }, 2);
      await model.deleteOne({ _id: first!._id });
      await insert({ title: 'b' }, { title: 'd' });
      const next = await books.list({ title: 1 }, 2, page.nextCursor!);
      expect(next.data.map(({ title }) => title)).toEqual(['d', 'e']);
      expect(next.page.nextCursor).toBeNull();
    });

    it('begin in the index at the position, so that a late page costs what the first one does', async () => {
      const present = new Keyset({ year: -1 }, bookSchema, ['year']);
      const cursor = present.cursorOf({ year: 1965, _id: new Types.ObjectId() });
      expect(present.after(cursor)).toMatchObject({ year: { $lte: 1965 } });
      expect(new Keyset({ year: 1 }, bookSchema).after(encodeCursor('year,_id', [1965, ID]))).toMatchObject({
        year: { $gte: 1965 },
      });
      // What has no year comes last, and a bound would hide it.
      expect(new Keyset({ year: -1 }, bookSchema).after(cursor)).not.toHaveProperty('year');
    });

    it.each([
      ['no base64 of JSON', '%%%'],
      ['a cursor of another order', encodeCursor('year,_id', [1, ID])],
      ['too few values', encodeCursor('createdAt,_id', ['2026-01-01T00:00:00Z'])],
      ['a value of the wrong type', encodeCursor('createdAt,_id', ['soon', ID])],
      ['an operator', Buffer.from('["createdAt,_id",{"$gt":0},"0"]').toString('base64url')],
      ['no value where there always is one', encodeCursor('createdAt,_id', [null, ID])],
    ])('refuse %s as a cursor', async (_, cursor) => {
      const error = await books.list({ createdAt: 1 }, 2, cursor).catch((thrown: unknown) => thrown);
      expect(DomainError.is(error, CommonErrors.validationFailed)).toBe(true);
      expect((error as DomainError).errors).toMatchObject([{ parameter: 'cursor' }]);
    });
  });
});
