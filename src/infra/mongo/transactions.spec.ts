import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Schema, type Model } from 'mongoose';
import { startMongoBench, type MongoBench } from '../../../test/support/mongo.js';
import { Transactions } from './index.js';

interface Account {
  _id: string;
  balance: number;
}

describe('Transactions', () => {
  let bench: MongoBench;
  let transactions: Transactions;
  let accounts: Model<Account>;

  beforeAll(async () => {
    const schema = new Schema<Account>({ _id: String, balance: Number });
    bench = await startMongoBench({ models: [{ name: 'Account', schema, collection: 'accounts' }] });
    transactions = bench.module.get(Transactions);
    accounts = bench.connection.model<Account>('Account');
    await accounts.createCollection();
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    await accounts.deleteMany({});
    await accounts.create({ _id: 'a', balance: 100 }, { _id: 'b', balance: 0 });
  });

  const balances = async () => (await accounts.find().sort('_id').lean()).map(({ balance }) => balance);
  const move = async (amount: number) => {
    await accounts.updateOne({ _id: 'a' }, { $inc: { balance: -amount } });
    await accounts.updateOne({ _id: 'b' }, { $inc: { balance: amount } });
  };

  it('commits all changes of the work and returns its result', async () => {
    const result = await transactions.run(async () => {
      await move(30);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await balances()).toEqual([70, 30]);
  });

  it('takes all changes back when the work throws', async () => {
    const failure = new Error('no');
    const run = transactions.run(async () => {
      await move(30);
      throw failure;
    });
    await expect(run).rejects.toBe(failure);
    expect(await balances()).toEqual([100, 0]);
  });

  it('has never more of them open than there are connections, so that none waits for ever', async () => {
    let open = 0;
    let most = 0;
    const one = () =>
      transactions.run(async () => {
        most = Math.max(most, ++open);
        await accounts.create({ _id: randomUUID(), balance: 1 });
        await accounts.updateMany({ balance: 2 }, { $inc: { balance: 1 } });
        open -= 1;
      });
    await Promise.all(Array.from({ length: 120 }, one));
    expect(await accounts.countDocuments({ balance: 1 })).toBe(120);
    expect(most).toBeLessThanOrEqual(bench.connection.getClient().options.maxPoolSize);
  });

  it('begins those that compete for one thing one after another, so that none starts over', async () => {
    let attempts = 0;
    const withdraw = () =>
      transactions.run(
        async () => {
          attempts++;
          const account = await accounts.findById('a').lean();
          await accounts.updateOne({ _id: 'a' }, { $set: { balance: account!.balance - 1 } });
          if (account!.balance === 90) throw new Error('no');
        },
        { inTurnOf: 'account:a' },
      );
    const ends = await Promise.allSettled(Array.from({ length: 20 }, withdraw));
    // One that fails doesn't end the row: those behind it find what it found, and fail as well.
    expect(ends.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 10 }, () => 'fulfilled'),
      ...Array.from({ length: 10 }, () => 'rejected'),
    ]);
    expect([attempts, await balances()]).toEqual([20, [90, 0]]);
  });

  it('hides changes from others until they are committed', async () => {
    let seenFromOutside: number[] = [];
    const started = Promise.withResolvers<void>();
    const looked = Promise.withResolvers<void>();
    const run = transactions.run(async () => {
      await move(30);
      started.resolve();
      await looked.promise;
    });
    await started.promise;
    seenFromOutside = await balances();
    looked.resolve();
    await run;
    expect(seenFromOutside).toEqual([100, 0]);
  });

  it('loses no change of transactions that compete for a document', async () => {
    await Promise.all(Array.from({ length: 10 }, () => transactions.run(() => move(1))));
    expect(await balances()).toEqual([90, 10]);
  });

  it('runs the work again when another transaction came first', async () => {
    let attempts = 0;
    const firstHasRead = Promise.withResolvers<void>();
    const otherIsDone = Promise.withResolvers<void>();
    const slow = transactions.run(async () => {
      attempts += 1;
      const { balance } = (await accounts.findById('a').lean())!;
      firstHasRead.resolve();
      await otherIsDone.promise;
      await accounts.updateOne({ _id: 'a' }, { balance: balance + 1 });
    });
    await firstHasRead.promise;
    await transactions.run(() => accounts.updateOne({ _id: 'a' }, { $inc: { balance: 10 } }));
    otherIsDone.resolve();
    await slow;
    expect(attempts).toBe(2);
    expect((await balances())[0]).toBe(111);
  });

  it('joins the outer transaction when nested, so that both commit or neither', async () => {
    const run = transactions.run(async () => {
      await transactions.run(() => move(10));
      throw new Error('the outer one fails later');
    });
    await expect(run).rejects.toThrow('later');
    expect(await balances()).toEqual([100, 0]);
  });

  describe('afterCommit', () => {
    it('runs callbacks once the changes are visible, those of nested work too', async () => {
      const seen: number[][] = [];
      const look = async () => void seen.push(await balances());
      await transactions.run(async () => {
        await transactions.afterCommit(look);
        await transactions.run(() => transactions.afterCommit(look));
        await move(10);
      });
      expect(seen).toEqual([
        [90, 10],
        [90, 10],
      ]);
    });

    it('runs nothing when the transaction is aborted', async () => {
      let called = false;
      const run = transactions.run(async () => {
        await transactions.afterCommit(() => (called = true));
        throw new Error('no');
      });
      await expect(run).rejects.toThrow('no');
      expect(called).toBe(false);
    });

    it('runs each callback once although an attempt was repeated', async () => {
      let calls = 0;
      await Promise.all(
        Array.from({ length: 5 }, () =>
          transactions.run(async () => {
            await transactions.afterCommit(() => calls++);
            await move(1);
          }),
        ),
      );
      expect(calls).toBe(5);
    });

    it('runs at once outside a transaction', async () => {
      let called = false;
      await transactions.afterCommit(() => (called = true));
      expect(called).toBe(true);
    });

    it('does not turn a committed change into a failure', async () => {
      await transactions.run(async () => {
        await transactions.afterCommit(() => Promise.reject(new Error('Redis is gone')));
        await move(10);
      });
      expect(await balances()).toEqual([90, 10]);
    });
  });
});
