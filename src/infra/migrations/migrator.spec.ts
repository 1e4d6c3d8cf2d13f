import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../test/support/mongo.js';
import { TestClock } from '../../../test/support/test-clock.js';
import { createMigration } from './create-migration.js';
import { MigrationFiles } from './migration-files.js';
import { MigrationLock } from './migration-lock.js';
import { Migrations } from './migrations.js';
import { Migrator } from './migrator.js';

describe('Migrator', () => {
  let bench: MongoBench;
  let connection: Connection;
  let folder: string;
  const clock = new TestClock();

  beforeAll(async () => {
    bench = await startMongoBench();
    connection = bench.connection;
  });
  afterAll(() => bench.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    // Emptied rather than dropped: made again at once, a collection may stay hidden from a connection that knew the old one.
    for (const collection of await connection.db!.collections()) await collection.deleteMany({});
  });

  /** A process of its own, as far as migrations are concerned. */
  const migrator = () => new Migrator(connection, new MigrationFiles(folder), clock);
  const pending = () => new Migrations(connection, new MigrationFiles(folder)).pending();
  const steps = () =>
    connection
      .collection<{ step: string }>('steps')
      .find()
      .map(({ step }) => step)
      .toArray();
  const states = async () => (await migrator().status()).map(({ name, state }) => `${name}: ${state}`);

  /** Writes a migration that leaves a trace in the collection `steps`; `extra` may break it. */
  const write = (name: string, { up = '', extra = '' } = {}) =>
    writeFile(
      join(folder, `${name}.ts`),
      `import type { Db } from 'mongodb';
       const trace = (db: Db, step: string) => db.collection('steps').insertOne({ step });
       export async function up({ db }: { db: Db }) { await trace(db, 'up ${name}'); ${up} }
       export async function down({ db }: { db: Db }) { await trace(db, 'down ${name}'); }
       ${extra}`,
    );
  const failOnce = `
    const gates = db.collection('gates');
    if (!(await gates.findOne({}))) { await gates.insertOne({}); throw new Error('no space left'); }`;

  it('runs what is pending in the order of the numbers, once', async () => {
    await write('0002-second');
    await write('0001-first');
    expect(await pending()).toEqual(['0001-first', '0002-second']);
    expect(await migrator().up()).toEqual(['0001-first', '0002-second']);
    expect(await migrator().up()).toEqual([]);
    expect(await steps()).toEqual(['up 0001-first', 'up 0002-second']);
    expect(await pending()).toEqual([]);
  });

  it('records when each one ran', async () => {
    await write('0001-first');
    await migrator().up();
    expect(await migrator().status()).toEqual([
      {
        name: '0001-first',
        state: 'finished',
        startedAt: clock.now(),
        finishedAt: clock.now(),
        durationMs: 0,
      },
    ]);
  });

  it('takes back the last one', async () => {
    await write('0001-first');
    await write('0002-second');
    await migrator().up();
    expect(await migrator().rollback()).toBe('0002-second');
    expect(await states()).toEqual(['0001-first: finished', '0002-second: pending']);
    expect(await migrator().rollback()).toBe('0001-first');
    expect(await migrator().rollback()).toBeUndefined();
  });

  it('names the one that failed, keeps what was done before, and goes on there next time', async () => {
    await write('0001-first');
    await write('0002-second', { up: failOnce });
    await expect(migrator().up()).rejects.toThrow(/0002-second failed.*no space left[^]*npm run migrate/);
    expect(await states()).toEqual(['0001-first: finished', '0002-second: interrupted']);
    expect(await pending()).toEqual(['0002-second']);
    expect(await migrator().up()).toEqual(['0002-second']);
    expect(await steps()).toEqual(['up 0001-first', 'up 0002-second', 'up 0002-second']);
  });

  it('asks a person before it repeats one that must not be repeated', async () => {
    await write('0001-first', { up: failOnce, extra: 'export const rerunnable = false;' });
    await expect(migrator().up()).rejects.toThrow('no space left');
    await expect(migrator().up()).rejects.toThrow(/can't be repeated.*mark 0001-first finished/);
    await migrator().mark('0001-first', 'finished');
    expect(await migrator().up()).toEqual([]);
    expect(await steps()).toEqual(['up 0001-first']);
  });

  it('does not take back what a newer version of the code has done', async () => {
    await write('0001-first');
    await write('0002-second');
    await migrator().up();
    await rm(join(folder, '0002-second.ts'));
    expect(await states()).toEqual(['0001-first: finished', '0002-second: unknown']);
    await expect(migrator().rollback()).rejects.toThrow(/0002-second was run by another version/);
  });

  it('writes the file of a new one under the next number, and the file works as it is', async () => {
    await write('0041-first');
    const path = await createMigration(new MigrationFiles(folder), 'Add a phone to users!');
    expect(path).toBe(join(folder, '0042-add-a-phone-to-users.ts'));
    expect(await migrator().up()).toEqual(['0041-first', '0042-add-a-phone-to-users']);
    expect(await migrator().rollback()).toBe('0042-add-a-phone-to-users');
    await expect(createMigration(new MigrationFiles(folder), ' ')).rejects.toThrow('migrate:create --');
  });

  it.each([
    ['two files with one number', ['0001-a', '0001-b'], /0001-a.ts and 0001-b.ts have the same number/],
    ['a file without a number', ['first'], /first.ts .* must be named like/],
  ])('refuses %s', async (_, names, message) => {
    for (const name of names) await write(name);
    await expect(migrator().up()).rejects.toThrow(message);
  });

  describe('with two processes at once', () => {
    it('runs each migration once', async () => {
      await write('0001-first');
      await write('0002-second');
      const ran = await Promise.all([migrator().up(), migrator().up(), migrator().up()]);
      expect(ran.flat().toSorted()).toEqual(['0001-first', '0002-second']);
      expect(await steps()).toEqual(['up 0001-first', 'up 0002-second']);
    });

    it('says who is migrating when the other does not finish', async () => {
      await write('0001-first');
      const other = new MigrationLock(connection.db!, clock);
      await other.hold(0, async () => {
        await expect(migrator().up(0)).rejects.toThrow(
          new RegExp(`being run by process ${process.pid} on .* since 2026`),
        );
      });
      expect(await migrator().up(0)).toEqual(['0001-first']);
    });

    it('takes over from one that has died, and stops the dead one should it wake up', async () => {
      await write('0001-first');
      const asleep = new MigrationLock(connection.db!, clock);
      const awake = new MigrationLock(connection.db!, clock);
      await asleep.hold(0, async () => {
        clock.advance(60_000);
        await awake.hold(0, async () => {
          for (const lock of [asleep, awake]) await lock.renew();
          expect(() => asleep.assertHeld()).toThrow(/went to another process/);
          expect(() => awake.assertHeld()).not.toThrow();
        });
      });
      expect(await migrator().up(0)).toEqual(['0001-first']);
    });

    it('does not let one that lost the lock release it', async () => {
      await write('0001-first');
      const awake = new MigrationLock(connection.db!, clock);
      const finished = Promise.withResolvers<void>();
      const took = Promise.withResolvers<void>();
      let held: Promise<void> | undefined;
      await new MigrationLock(connection.db!, clock).hold(0, async () => {
        clock.advance(60_000);
        held = awake.hold(0, () => {
          took.resolve();
          return finished.promise;
        });
        await took.promise;
      });
      await expect(migrator().up(0)).rejects.toThrow(/being run by/);
      finished.resolve();
      await held;
    });

    it('waits for one that is alive, however long it takes', async () => {
      await write('0001-first');
      const alive = new MigrationLock(connection.db!, clock);
      await alive.hold(0, async () => {
        clock.advance(20_000);
        await alive.renew();
        clock.advance(20_000);
        await expect(migrator().up(0)).rejects.toThrow(/being run by/);
      });
    });
  });
});
