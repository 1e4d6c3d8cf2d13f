import { MongoClient } from 'mongodb';
import { mongo, Schema } from 'mongoose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inParallel, serverUri, useDatabase } from './testing/database.ts';
import { msg, RawConnection } from './testing/raw-connection.ts';

interface Account {
  _id: string;
  amount: number;
}

const transient = expect.toSatisfy((error: mongo.MongoError) =>
  error.hasErrorLabel('TransientTransactionError'),
);

describe('a transaction', () => {
  const database = useDatabase();

  it('shows its writes to others all at once, when it is committed', async () => {
    const accounts = await twoAccounts();
    const session = startTransaction();
    await accounts.updateOne({ _id: 'a' }, { $inc: { amount: -30 } }, { session });
    await accounts.updateOne({ _id: 'b' }, { $inc: { amount: 30 } }, { session });
    expect(await amounts(accounts)).toEqual([100, 100]);
    expect(await amounts(accounts, session)).toEqual([70, 130]);
    await session.commitTransaction();
    expect(await amounts(accounts)).toEqual([70, 130]);
  });

  it('leaves nothing when it is aborted', async () => {
    const accounts = await twoAccounts();
    const session = startTransaction();
    await accounts.updateMany({}, { $inc: { amount: 1 } }, { session });
    await accounts.insertOne({ _id: 'c', amount: 1 }, { session });
    await session.abortTransaction();
    expect(await amounts(accounts)).toEqual([100, 100]);
  });

  it('sees the data as they were when it began', async () => {
    const accounts = await twoAccounts();
    const session = startTransaction();
    expect(await amounts(accounts, session)).toEqual([100, 100]);
    await accounts.updateMany({}, { $set: { amount: 0 } });
    await accounts.insertOne({ _id: 'c', amount: 0 });
    expect(await amounts(accounts, session)).toEqual([100, 100]);
    await session.commitTransaction();
    expect(await amounts(accounts)).toEqual([0, 0, 0]);
  });

  it('reads on with a cursor of its own', async () => {
    const accounts = database.collection<Account>();
    await accounts.insertMany(Array.from({ length: 50 }, (_, n) => ({ _id: String(n), amount: n })));
    const session = startTransaction();
    const cursor = accounts.find({}, { session }).sort({ amount: 1 }).batchSize(10);
    await cursor.next();
    await accounts.deleteMany({});
    expect(await cursor.toArray()).toHaveLength(49);
    await session.commitTransaction();
  });

  it('that wants what another has changed is told to start over', async () => {
    const accounts = await twoAccounts();
    const session = startTransaction();
    await accounts.findOne({ _id: 'a' }, { session });
    await accounts.updateOne({ _id: 'a' }, { $inc: { amount: 1 } });
    const late = accounts.updateOne({ _id: 'a' }, { $inc: { amount: 1 } }, { session });
    await expect(late).rejects.toMatchObject({ code: 112, codeName: 'WriteConflict' });
    await expect(late).rejects.toEqual(transient);
  });

  it('that wants what another still holds is told to start over, and does not wait for it', async () => {
    const accounts = await twoAccounts();
    const [first, second] = [startTransaction(), startTransaction()];
    await accounts.updateOne({ _id: 'a' }, { $inc: { amount: 1 } }, { session: first });
    const blocked = accounts.updateOne({ _id: 'a' }, { $inc: { amount: 1 } }, { session: second });
    await expect(blocked).rejects.toMatchObject({ code: 112 });
    await first.commitTransaction();
    expect(await amounts(accounts)).toEqual([101, 100]);
  });

  it('loses no update when many are run at once', async () => {
    const accounts = await twoAccounts();
    await inParallel(12, () =>
      database.client.withSession((session) =>
        session.withTransaction(async () => {
          const { amount } = (await accounts.findOne({ _id: 'a' }, { session }))!;
          await accounts.updateOne({ _id: 'a' }, { $set: { amount: amount + 1 } }, { session });
        }),
      ),
    );
    expect(await amounts(accounts)).toEqual([112, 100]);
  });

  it('creates a collection together with others that need it', async () => {
    const fresh = database.collection();
    await inParallel(8, (n) =>
      database.client.withSession((session) =>
        session.withTransaction(() => fresh.insertOne({ n }, { session })),
      ),
    );
    expect(await fresh.countDocuments()).toBe(8);
  });

  it('ends with the duplicate key that it met', async () => {
    const accounts = await twoAccounts();
    const session = startTransaction();
    await accounts.updateOne({ _id: 'b' }, { $inc: { amount: 1 } }, { session });
    await expect(accounts.insertOne({ _id: 'a', amount: 1 }, { session })).rejects.toMatchObject({
      code: 11000,
      keyValue: { _id: 'a' },
    });
    const next = accounts.findOne({}, { session });
    await expect(next).rejects.toMatchObject({ code: 251, codeName: 'NoSuchTransaction' });
    await session.abortTransaction();
    expect(await amounts(accounts)).toEqual([100, 100]);
  });

  it.each(['updateOne', 'findOneAndUpdate'] as const)(
    'whose %s upserts what another has just inserted starts over and finds it',
    async (upsert) => {
      const things = database.collection<{ key: string; n: number }>();
      await things.createIndex({ key: 1 }, { unique: true });
      let attempts = 0;
      await database.client.withSession((session) =>
        session.withTransaction(async () => {
          await things.findOne({}, { session });
          if (attempts++ === 0) await things.insertOne({ key: 'new', n: 1 });
          await things[upsert]({ key: 'new' }, { $inc: { n: 1 } }, { session, upsert: true });
        }),
      );
      expect(attempts).toBe(2);
      expect(await things.findOne({}, { projection: { _id: 0 } })).toEqual({ key: 'new', n: 2 });
    },
  );

  it('can be committed again by a client that lost the answer', async () => {
    const accounts = await twoAccounts();
    const session = startTransaction();
    await accounts.updateOne({ _id: 'a' }, { $inc: { amount: 1 } }, { session });
    await session.commitTransaction();
    await session.commitTransaction();
    expect(await amounts(accounts)).toEqual([101, 100]);
  });

  it('lets go of everything when its client says goodbye', async () => {
    const accounts = await twoAccounts();
    const leaving = await MongoClient.connect(serverUri());
    const session = leaving.startSession();
    session.startTransaction();
    const theirs = leaving.db(accounts.dbName).collection<Account>(accounts.collectionName);
    await theirs.updateOne({ _id: 'a' }, { $inc: { amount: 1 } }, { session });
    await leaving.close();
    await accounts.updateOne({ _id: 'a' }, { $inc: { amount: 5 } });
    expect(await amounts(accounts)).toEqual([105, 100]);
  });

  it('lets go of everything when its client dies, unless a MongoDB waits for the client', async (test) => {
    const { storageEngine } = await database.connection.db!.admin().serverStatus();
    if (storageEngine.name !== 'documentdb') return test.skip();
    const accounts = await twoAccounts();
    const dying = await RawConnection.open();
    const updates = [{ q: { _id: 'a' }, u: { $inc: { amount: 1 } } }];
    dying.send(
      msg({
        body: {
          update: accounts.collectionName,
          updates,
          lsid: { id: new mongo.UUID() },
          txnNumber: mongo.Long.fromInt(1),
          startTransaction: true,
          autocommit: false,
          $db: accounts.dbName,
        },
      }),
    );
    expect(await dying.reply()).toMatchObject({ ok: 1, n: 1 });
    dying.close();
    await accounts.updateOne({ _id: 'a' }, { $inc: { amount: 5 } });
    expect(await amounts(accounts)).toEqual([105, 100]);
  });

  it('refuses commands that have no place in one', async () => {
    const session = startTransaction();
    const count = database.collection().estimatedDocumentCount({ session });
    await expect(count).rejects.toMatchObject({ code: 263 });
  });

  it('takes in everything that mongoose does inside connection.transaction', async () => {
    const Model = database.connection.model('Entry', new Schema({ n: Number }));
    await Model.createCollection();
    const failing = database.connection.transaction(async (session) => {
      await Model.create([{ n: 1 }, { n: 2 }], { session, ordered: true });
      expect(await Model.countDocuments().session(session)).toBe(2);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await Model.countDocuments()).toBe(0);
  });

  async function twoAccounts(): Promise<mongo.Collection<Account>> {
    const accounts = database.collection<Account>();
    await accounts.insertMany(['a', 'b'].map((_id) => ({ _id, amount: 100 })));
    return accounts;
  }

  function startTransaction(): mongo.ClientSession {
    const session = database.client.startSession();
    onTestFinished(() => session.endSession());
    session.startTransaction();
    return session;
  }
});

async function amounts(
  accounts: mongo.Collection<Account>,
  session?: mongo.ClientSession,
): Promise<number[]> {
  const found = await accounts.find({}, { session }).sort({ _id: 1 }).toArray();
  return found.map(({ amount }) => amount);
}
