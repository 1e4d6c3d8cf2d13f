import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../test/support/mongo.js';
import { TestClock } from '../../../test/support/test-clock.js';
import { BackupConfig } from '../../config/index.js';
import { Clock } from '../clock/index.js';
import { BackupJob } from './backup-job.js';
import { BackupModule, Backups, Restorer } from './index.js';

const { Decimal128, Double, Int32, Long, ObjectId } = mongo;

/** The kinds of value that documents hold, and some that look alike in JavaScript. */
const RICH = {
  _id: new ObjectId('665f1c2ab7e4c0a1d2e3f401'),
  at: new Date('2026-03-02T10:00:00.123Z'),
  ids: [new ObjectId('665f1c2ab7e4c0a1d2e3f402')],
  price: Decimal128.fromString('99.90'),
  views: Long.fromString('9007199254740993'),
  small: Long.fromNumber(3),
  whole: new Double(3),
  count: new Int32(3),
  bytes: new mongo.Binary(Buffer.from([0, 255])),
  pattern: new mongo.BSONRegExp('^a.b$', 'is'),
  nested: [[1, [2, { three: ['', null, true] }]], []],
  text: 'Zoë 学 𝄞',
};

const DAY_MS = 86_400_000;
const clock = new TestClock();
let bench: MongoBench;
let directory: string;
const settings: { BACKUP_DIR?: string; BACKUP_KEEP_DAYS: number } = { BACKUP_KEEP_DAYS: 7 };

const create = async () => (await bench.module.get(Backups).create(directory)).folder;
const restore = (folder: string, options?: { drop: boolean; without?: string[] }) =>
  bench.module.get(Restorer).restore(folder, options);
const runJob = () => bench.module.get(BackupJob).run({ signal: new AbortController().signal });
const collection = (name: string) => bench.connection.db!.collection(name);
const collectionNames = async () =>
  (await bench.connection.db!.listCollections().toArray()).map(({ name }) => name).toSorted();

/** All bytes of a collection, which tell types apart that JavaScript doesn't. */
async function stored(name: string): Promise<string> {
  const raw = await collection(name)
    .find({}, { raw: true, sort: { _id: 1 } })
    .toArray();
  return Buffer.concat(raw as unknown as Buffer[]).toString('hex');
}

/** Two collections. */
async function fill(): Promise<void> {
  await collection('people').insertMany([{ email: 'ada@example.com' }, { email: 'joe@example.com' }]);
  await collection('people').createIndex({ email: 1 }, { unique: true });
  await collection('people').createIndex({ name: 'text', email: 'text' }, { weights: { name: 5 } });
  await collection('things').insertOne(RICH);
  await collection('things').createIndex({ at: 1 }, { expireAfterSeconds: 2_000_000_000 });
}

beforeAll(async () => {
  bench = await startMongoBench({
    imports: [BackupModule],
    configure: (builder) =>
      builder.overrideProvider(Clock).useValue(clock).overrideProvider(BackupConfig).useValue(settings),
  });
});
afterAll(() => bench.close());
beforeEach(async () => {
  clock.set('2026-03-02T02:00:00.250Z');
  directory = await mkdtemp(join(tmpdir(), 'backup-'));
  settings.BACKUP_DIR = directory;
});
afterEach(async () => {
  await bench.connection.dropDatabase();
  await rm(directory, { recursive: true });
});

describe('a backup', () => {
  it('brings everything back as it was: each type, each index, and what is unique stays unique', async () => {
    await fill();
    await collection('empty').createIndex({ at: -1 });
    const names = ['empty', 'people', 'things'];
    const before = await Promise.all(names.map(stored));
    const indexes = await Promise.all(names.map((name) => collection(name).indexes()));
    const folder = await create();

    await bench.connection.dropDatabase();
    expect(await restore(folder)).toEqual({ collections: 3, documents: 3 });
    expect(await Promise.all(names.map(stored))).toEqual(before);
    expect(await Promise.all(names.map((name) => collection(name).indexes()))).toEqual(indexes);
    await expect(collection('people').insertOne({ email: 'ada@example.com' })).rejects.toThrow(/E11000/);
  });

  it('holds collections of any size, in several batches', async () => {
    const documents = Array.from({ length: 1_000 }, (_, number) => ({ number, text: 'x'.repeat(20_000) }));
    await collection('things').insertMany(documents);
    const before = await stored('things');
    const folder = await create();
    expect(await restore(folder, { drop: true })).toEqual({ collections: 1, documents: 1_000 });
    expect((await stored('things')) === before).toBe(true);
  });

  it('is the files of `mongodump --gzip`', async () => {
    await fill();
    const folder = await create();
    expect((await readdir(folder)).toSorted()).toEqual([
      'people.bson.gz',
      'people.metadata.json.gz',
      'things.bson.gz',
      'things.metadata.json.gz',
    ]);
    const read = async (file: string) => gunzipSync(await readFile(join(folder, file)));
    expect((await read('things.bson.gz')).equals(mongo.BSON.serialize(RICH))).toBe(true);
    expect(JSON.parse(String(await read('people.metadata.json.gz')))).toMatchObject({
      collectionName: 'people',
      type: 'collection',
      options: {},
      indexes: expect.arrayContaining([
        expect.objectContaining({ key: { email: { $numberInt: '1' } }, name: 'email_1', unique: true }),
      ]) as unknown,
    });
  });

  it('can be read by its owner only', async () => {
    await fill();
    const folder = await create();
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    expect(await modeOf(folder)).toBe(0o700);
    for (const file of await readdir(folder)) expect(await modeOf(join(folder, file))).toBe(0o600);
  });

  it('has a folder of its own, even if several are made in one second', async () => {
    await fill();
    await Promise.all([create(), create()]);
    await create();
    expect((await readdir(directory)).toSorted()).toEqual([
      '2026-03-02T020000Z',
      '2026-03-02T020000Z-2',
      '2026-03-02T020000Z-3',
    ]);
  });

  it('is never made of an empty database', async () => {
    await expect(create()).rejects.toThrow('is empty: there is nothing to back up');
    expect(await readdir(directory)).toEqual([]);
  });

  it('leaves nothing behind when it is broken off', async () => {
    await fill();
    const signal = AbortSignal.abort(new Error('The worker is stopping.'));
    await expect(bench.module.get(Backups).create(directory, signal)).rejects.toThrow('is stopping');
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('a restore', () => {
  it('needs an empty database, unless it is told to replace what is there', async () => {
    await fill();
    const folder = await create();
    await collection('later').insertOne({});
    await collection('people').deleteMany({});
    await expect(restore(folder)).rejects.toThrow(/has 3 collection\(s\).*--drop/);
    expect(await collection('people').countDocuments()).toBe(0);
    await restore(folder, { drop: true });
    expect(await collection('people').countDocuments()).toBe(2);
    expect(await collectionNames()).toEqual(['people', 'things']);
  });

  it('leaves those collections empty that it is told to, with their indexes', async () => {
    await fill();
    const folder = await create();
    expect(await restore(folder, { drop: true, without: ['people'] })).toEqual({
      collections: 2,
      documents: 1,
    });
    expect(await collection('people').countDocuments()).toBe(0);
    expect(await collection('people').indexExists('email_1')).toBe(true);
    expect(await collection('things').countDocuments()).toBe(1);
  });

  const file = (name: string) => (folder: string) => join(folder, name);
  const damage =
    (name: string, change: (bytes: Buffer) => Buffer) =>
    async (folder: string): Promise<void> => {
      const path = file(name)(folder);
      await writeFile(path, change(await readFile(path)));
    };
  const document = mongo.BSON.serialize({ _id: 1 });

  it.each<[string, (folder: string) => Promise<void>, RegExp]>([
    ['that is cut off', damage('things.bson.gz', (bytes) => bytes.subarray(0, -20)), /unexpected end/],
    ['that is empty', damage('things.bson.gz', () => Buffer.alloc(0)), /unexpected end/],
    [
      'with a wrong byte',
      damage('things.bson.gz', (bytes) => bytes.with(40, bytes[40]! ^ 1) as Buffer),
      /things\.bson\.gz is damaged/,
    ],
    [
      'with half a document',
      damage('things.bson.gz', () => gzipSync(document.subarray(0, -1))),
      /it ends amid a document/,
    ],
    [
      'with an impossible length',
      damage('things.bson.gz', () => gzipSync(Buffer.from([255, 255, 255, 127, 0]))),
      /can not have 2147483647 bytes/,
    ],
    ['without documents', (folder) => rm(file('things.bson.gz')(folder)), /things\.bson\.gz is missing/],
    [
      'without indexes',
      (folder) => rm(file('people.metadata.json.gz')(folder)),
      /people\.metadata\.json\.gz is missing/,
    ],
    ['that describes nothing', damage('people.metadata.json.gz', () => gzipSync('{}')), /is damaged/],
  ])('refuses a backup %s, and nothing is lost', async (_, spoil, message) => {
    await fill();
    const folder = await create();
    await spoil(folder);
    await expect(restore(folder, { drop: true })).rejects.toThrow(message);
    expect(await collection('people').countDocuments()).toBe(2);
    expect(await collection('things').countDocuments()).toBe(1);
  });

  it('refuses a folder that is not a whole backup, and nothing is lost', async () => {
    await fill();
    const folder = await create();
    await rename(folder, `${folder}.partial`);
    await expect(restore(`${folder}.partial/`, { drop: true })).rejects.toThrow('never finished');
    await expect(restore(folder, { drop: true })).rejects.toThrow('There is no backup in');
    await expect(restore(directory, { drop: true })).rejects.toThrow('There is no backup in');
    expect(await collection('people').countDocuments()).toBe(2);
  });

  it('that breaks off leaves a database that does not pass for migrated', async () => {
    await collection('migrations').insertOne({ state: 'finished' });
    await collection('things').insertMany([{ number: 1 }, { number: 1 }]);
    const folder = await create();
    const metadata = {
      collectionName: 'things',
      indexes: [{ v: 2, key: { number: 1 }, name: 'n', unique: true }],
    };
    await writeFile(file('things.metadata.json.gz')(folder), gzipSync(JSON.stringify(metadata)));
    await expect(restore(folder, { drop: true })).rejects.toThrow(/E11000|duplicate/i);
    expect(await collectionNames()).toEqual(['things']);
  });
});

describe('the nightly backup', () => {
  it('makes a backup and removes those that are too old, whole or not', async () => {
    await fill();
    const old = await create();
    await mkdir(join(directory, '2026-03-02T020000Z-2.partial'));
    clock.advance(DAY_MS);
    const younger = await create();
    clock.advance(6.5 * DAY_MS);
    await mkdir(join(directory, 'notes'));

    expect(await runJob()).toEqual({ collections: 2, documents: 3, removed: 2 });
    const left = await readdir(directory);
    expect(left.toSorted()).toEqual(['2026-03-03T020000Z', '2026-03-09T140000Z', 'notes']);
    expect(left.map((name) => join(directory, name))).toContain(younger);
    expect(left.map((name) => join(directory, name))).not.toContain(old);
  });

  it('removes none when it fails, and never the last', async () => {
    await fill();
    await create();
    clock.advance(30 * DAY_MS);
    await expect(
      bench.module.get(BackupJob).run({ signal: AbortSignal.abort(new Error('no time')) }),
    ).rejects.toThrow('no time');
    await bench.module.get(Backups).removeOld(directory, settings.BACKUP_KEEP_DAYS);
    expect(await readdir(directory)).toEqual(['2026-03-02T020000Z']);
  });

  it('says that it was skipped where no folder is set', async () => {
    delete settings.BACKUP_DIR;
    expect(await runJob()).toEqual({ skipped: 1 });
  });
});
