import { getModelToken } from '@nestjs/mongoose';
import { Schema, type Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../../test/support/eventually.js';
import { startMongoBench, type MongoBench } from '../../../../test/support/mongo.js';
import { TestClock } from '../../../../test/support/test-clock.js';
import { MongoConfig, readConfig, RedisConfig } from '../../../config/index.js';
import { RedisService } from '../../redis/index.js';
import {
  IndexUsage,
  MongoCommands,
  MongoMonitoringModule,
  SlowQueries,
  type MongoCommand,
} from '../index.js';

interface Person {
  name: string;
}

const personSchema = new Schema<Person>(
  { name: { type: String, required: true } },
  { collection: 'people', versionKey: false },
);
personSchema.index({ name: 1 }, { unique: true });

describe('with monitoring', () => {
  let bench: MongoBench;
  let people: Model<Person>;
  let commands: MongoCommands;
  let redis: RedisService;

  beforeAll(async () => {
    bench = await startMongoBench({
      models: [{ name: 'Person', schema: personSchema }],
      imports: [MongoMonitoringModule],
    });
    people = bench.module.get(getModelToken('Person'));
    commands = bench.module.get(MongoCommands);
    redis = bench.module.get(RedisService);
    await people.createIndexes();
  });
  afterAll(() => bench.close());
  beforeEach(async () => void (await people.deleteMany({})));

  describe('MongoCommands', () => {
    let told: MongoCommand[] = [];

    beforeAll(() => commands.subscribe((command) => told.push(command)));
    beforeEach(() => (told = []));

    it('tells of reads, writes and aggregations', async () => {
      await people.create({ name: 'Ann' });
      await people.insertMany([{ name: 'Bob' }]);
      await people.bulkWrite([{ updateOne: { filter: { name: 'Bob' }, update: { name: 'Rob' } } }]);
      await people.find().lean();
      await people.updateOne({ name: 'Ann' }, { name: 'Anna' });
      await people.aggregate([{ $match: {} }]);
      expect(told.map(({ command }) => command)).toEqual([
        'save',
        'insertMany',
        'bulkWrite',
        'find',
        'updateOne',
        'aggregate',
      ]);
      expect(told.every(({ collection, failed }) => collection === 'people' && !failed)).toBe(true);
      expect(told.every(({ durationMs }) => durationMs > 0)).toBe(true);
    });

    it('tells which ones failed', async () => {
      await people.create({ name: 'Eve' });
      await expect(people.create({ name: 'Eve' })).rejects.toThrow('E11000');
      expect(told.map(({ failed }) => failed)).toEqual([false, true]);
    });
  });

  describe('SlowQueries', () => {
    const clock = new TestClock();
    const instance = (slowQueryMs: number, withRedis = redis) =>
      new SlowQueries({ ...readConfig(MongoConfig), SLOW_QUERY_MS: slowQueryMs }, clock, withRedis, commands);
    let warnings: unknown[][] = [];
    let slow: SlowQueries;

    beforeAll(async () => {
      bench.module.useLogger({
        log() {},
        error() {},
        warn: (...line: unknown[]) => warnings.push(line),
      });
      await eventually(() => redis.client.ping());
      slow = instance(0);
    });
    beforeEach(async () => {
      await redis.client.del('mongo:slow-queries');
      warnings = [];
    });

    it('log the shape of a slow query and no value of it', async () => {
      await people.findOne({ name: 'Ann Example' }).lean();
      expect(warnings).toMatchObject([
        [
          'Slow query',
          {
            at: clock.now().toISOString(),
            command: 'findOne',
            collection: 'people',
            failed: false,
            shape: { filter: { name: 'string' } },
          },
          'SlowQueries',
        ],
      ]);
      expect(JSON.stringify(warnings)).not.toContain('Ann Example');
    });

    it('list the last 200 of all instances, the newest first', async () => {
      for (let n = 0; n < 210; n++) {
        if (n % 10 === 0) clock.advance(1_000);
        await people.estimatedDocumentCount();
      }
      clock.advance(1_000);
      await people.findOne({ name: 'Ann Example' }).lean();
      await people.countDocuments({});
      const recent = await eventually(async () => {
        const listed = await instance(Infinity).recent();
        expect(listed.slice(0, 2).map(({ command }) => command)).toEqual(['countDocuments', 'findOne']);
        return listed;
      });
      expect(recent).toHaveLength(200);
      expect(JSON.stringify(recent)).not.toContain('Ann Example');
      expect(await slow.recent()).toEqual(recent);
    });

    it('are written ten times a second at most, and the next line tells how many were left out', async () => {
      clock.advance(1_000);
      for (let n = 0; n < 25; n++) await people.estimatedDocumentCount();
      expect(warnings).toHaveLength(10);
      clock.advance(1_000);
      await people.estimatedDocumentCount();
      expect(warnings.at(-1)).toMatchObject(['Slow query', { omitted: 15 }, 'SlowQueries']);
    });

    describe('while Redis is gone', () => {
      const gone = new RedisService({ ...readConfig(RedisConfig), REDIS_URL: 'redis://127.0.0.1:1' });
      afterAll(() => gone.onApplicationShutdown());

      it('list those of their own instance', async () => {
        const lonely = instance(0, gone);
        await people.distinct('name');
        expect(await lonely.recent()).toMatchObject([{ command: 'distinct' }]);
      });

      it('leave quick queries alone', async () => {
        const quick = instance(Infinity, gone);
        await people.distinct('name');
        expect(await quick.recent()).toEqual([]);
      });
    });
  });

  describe('IndexUsage', () => {
    it('reports what collections hold and how often their indexes were used', async () => {
      await people.insertMany([{ name: 'Ann' }, { name: 'Bob' }]);
      const [statistics] = await bench.module.get(IndexUsage).report();
      expect(statistics).toMatchObject({
        collection: 'people',
        documents: expect.any(Number),
        indexes: [
          { name: '_id_', keys: { _id: 1 } },
          { name: 'name_1', keys: { name: 1 } },
        ],
      });
      expect(statistics!.bytes.data).toBeGreaterThan(0);
      for (const { uses, since } of statistics!.indexes) {
        expect(uses).toBeGreaterThanOrEqual(0);
        expect(since).toBeInstanceOf(Date);
      }
    });
  });
});
