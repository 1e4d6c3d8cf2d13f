import type { mongo } from 'mongoose';
import { describe, expect, it } from 'vitest';
import { useDatabase } from './testing/database.ts';

interface User {
  email: string;
  profile?: { nick: string; org: number };
  aliases?: string[];
}

describe('a duplicate key', () => {
  const database = useDatabase();

  it.each<[string, (users: mongo.Collection<User>) => Promise<unknown>]>([
    ['insertOne', (users) => users.insertOne({ email: 'taken' })],
    ['updateOne', (users) => users.updateOne({ email: 'free' }, { $set: { email: 'taken' } })],
    ['updateMany', (users) => users.updateMany({ email: 'free' }, { $set: { email: 'taken' } })],
    ['replaceOne', (users) => users.replaceOne({ email: 'free' }, { email: 'taken' })],
    [
      'a pipeline update',
      (users) => users.updateOne({ email: 'free' }, [{ $set: { email: { $concat: ['tak', 'en'] } } }]),
    ],
    [
      'an upsert',
      (users) =>
        users.updateOne({ profile: { nick: 'new', org: 1 } }, { $set: { email: 'taken' } }, { upsert: true }),
    ],
    ['findOneAndUpdate', (users) => users.findOneAndUpdate({ email: 'free' }, { $set: { email: 'taken' } })],
    [
      'findOneAndReplace with upsert',
      (users) => users.findOneAndReplace({ email: 'new' }, { email: 'taken' }, { upsert: true }),
    ],
  ])('in %s is told with its pattern, its value and MongoDB’s words', async (_, write) => {
    const users = await twoUsers();
    await expect(write(users)).rejects.toMatchObject({
      code: 11000,
      keyPattern: { email: 1 },
      keyValue: { email: 'taken' },
      message: expect.stringContaining(
        `E11000 duplicate key error collection: ${users.namespace} index: email_1 dup key: { email: "taken" }`,
      ),
    });
    expect(await users.countDocuments()).toBe(2);
  });

  it('on _id names _id', async () => {
    const users = await twoUsers();
    const { _id } = (await users.findOne())!;
    await expect(users.insertOne({ _id, email: 'other' })).rejects.toMatchObject({
      keyPattern: { _id: 1 },
      keyValue: { _id },
    });
  });

  it('of a compound index of nested fields names all of them', async () => {
    const users = await twoUsers();
    await users.createIndex(
      { 'profile.org': 1, 'profile.nick': -1 },
      { unique: true, partialFilterExpression: { profile: { $exists: true } } },
    );
    const profile = { nick: 'n', org: 1 };
    const duplicate = {
      keyPattern: { 'profile.org': 1, 'profile.nick': -1 },
      keyValue: { 'profile.org': 1, 'profile.nick': 'n' },
    };
    await users.insertOne({ email: 'a', profile });
    await expect(users.insertOne({ email: 'b', profile })).rejects.toMatchObject(duplicate);
    await expect(
      users.updateOne({ email: 'free' }, { $set: { 'profile.nick': 'n', 'profile.org': 1 } }),
    ).rejects.toMatchObject(duplicate);
  });

  it('leaves the others of an unordered insertMany written', async () => {
    const users = await twoUsers();
    const insert = users.insertMany([{ email: 'a' }, { email: 'taken' }, { email: 'b' }], { ordered: false });
    await expect(insert).rejects.toSatisfy(failedAt(1));
    expect((await users.distinct('email')).toSorted()).toEqual(['a', 'b', 'free', 'taken']);
  });

  it('stops an ordered bulkWrite where it happens', async () => {
    const users = await twoUsers();
    const bulk = users.bulkWrite([
      { updateOne: { filter: { email: 'free' }, update: { $set: { aliases: ['x'] } } } },
      { updateOne: { filter: { email: 'free' }, update: { $set: { email: 'taken' } } } },
      { insertOne: { document: { email: 'never' } } },
    ]);
    await expect(bulk).rejects.toSatisfy(failedAt(1));
    expect(await users.countDocuments({ email: 'never' })).toBe(0);
    expect(await users.countDocuments({ aliases: 'x' })).toBe(1);
  });

  it('among documents that are there already fails the building of a unique index', async () => {
    const users = await twoUsers();
    await users.updateMany({}, { $set: { aliases: ['same'] } });
    await expect(users.createIndex({ aliases: 1 }, { unique: true })).rejects.toMatchObject({
      code: 11000,
      keyPattern: { aliases: 1 },
      keyValue: { aliases: 'same' },
    });
    expect(await users.indexes()).toHaveLength(2);
  });

  async function twoUsers(): Promise<mongo.Collection<User>> {
    const users = database.collection<User>();
    await users.createIndex({ email: 1 }, { unique: true });
    await users.insertMany([{ email: 'taken' }, { email: 'free' }]);
    return users;
  }
});

/** A bulk write's only error is the duplicate of "taken" at this position. */
function failedAt(index: number): (error: mongo.MongoBulkWriteError) => boolean {
  return (error) => {
    const [first, ...others] = [error.writeErrors].flat();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      index,
      code: 11000,
      errmsg: expect.stringContaining('{ email: "taken" }'),
    });
    return true;
  };
}
