import { Injectable, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { getModelToken, InjectModel } from '@nestjs/mongoose';
import { Schema, type Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../test/support/mongo.js';
import { RuntimeConfig } from '../../config/index.js';
import { MigrationsModule } from '../migrations/index.js';
import { RedisService } from '../redis/index.js';
import { Seed, Seeder, SeedingModule, type SeedContext } from './index.js';

interface Thing {
  _id: string;
  madeAfter: number;
}

@Injectable()
class CourseSeed extends Seed {
  readonly name = 'courses';
  override readonly dependsOn = ['users'];

  constructor(@InjectModel('Thing') private readonly things: Model<Thing>) {
    super();
  }

  async isNeeded(): Promise<boolean> {
    return (await this.things.exists({ _id: 'course' })) === null;
  }

  async run({ full }: SeedContext): Promise<void> {
    for (const _id of full ? ['course', 'rich course'] : ['course']) await upsert(this.things, _id);
  }
}

@Injectable()
class UserSeed extends Seed {
  readonly name = 'users';

  constructor(@InjectModel('Thing') private readonly things: Model<Thing>) {
    super();
  }

  async isNeeded(): Promise<boolean> {
    return (await this.things.exists({ _id: 'user' })) === null;
  }

  async run({ announce }: SeedContext): Promise<void> {
    await upsert(this.things, 'user');
    announce({ role: 'student', email: 'john@example.com', password: 'Secret-1' });
  }
}

const upsert = async (things: Model<Thing>, _id: string) =>
  things.updateOne({ _id }, { $setOnInsert: { madeAfter: await things.countDocuments() } }, { upsert: true });

describe('Seeder', () => {
  let bench: MongoBench;
  let seeder: Seeder;
  let things: Model<Thing>;

  const start = (environment: RuntimeConfig['NODE_ENV'], ...seeds: Type<Seed>[]) =>
    startMongoBench({
      models: [{ name: 'Thing', schema: new Schema<Thing>({ _id: String, madeAfter: Number }) }],
      imports: [MigrationsModule, SeedingModule, DiscoveryModule],
      providers: seeds,
      configure: (builder) =>
        builder.overrideProvider(RuntimeConfig).useValue({ NODE_ENV: environment, LOG_LEVEL: 'silent' }),
    });

  beforeAll(async () => {
    bench = await start('test', CourseSeed, UserSeed);
    seeder = bench.module.get(Seeder);
    things = bench.module.get(getModelToken('Thing'));
  });
  afterAll(() => bench.close());
  beforeEach(async () => void (await things.deleteMany({})));

  const ids = () => things.find().sort({ madeAfter: 1 }).distinct('_id');

  it('runs what others depend on first, and tells who can sign in', async () => {
    const signIns = await seeder.run({ full: false });
    expect(signIns).toEqual([{ role: 'student', email: 'john@example.com', password: 'Secret-1' }]);
    expect(await things.findById('course').lean()).toMatchObject({ _id: 'course', madeAfter: 1 });
  });

  it('changes nothing when run again', async () => {
    await seeder.run({ full: true });
    const before = await things.find().lean();
    await seeder.run({ full: true });
    expect(await things.find().lean()).toEqual(before);
    expect(before).toHaveLength(3);
  });

  it('knows whether there is data', async () => {
    expect(await seeder.isEmpty()).toBe(true);
    await seeder.run({ full: false });
    expect(await seeder.isEmpty()).toBe(false);
  });

  it('takes data that no seed brought for none', async () => {
    await things.create({ _id: 'from a migration', madeAfter: 0 });
    expect(await seeder.isEmpty()).toBe(true);
  });

  it('removes the data in MongoDB and in Redis on a reset, but for what migrations bring', async () => {
    const redis = bench.module.get(RedisService);
    await seeder.run({ full: true });
    await redis.client.set('cached', 'old');
    await seeder.reset();
    expect(await ids()).toEqual([]);
    expect(await redis.client.get('cached')).toBeNull();
    expect(await bench.connection.collection('categories').countDocuments()).toBe(6);
  });

  it.each(['staging', 'production'] as const)('refuses a reset in %s', async (environment) => {
    await things.create({ _id: 'precious', madeAfter: 0 });
    const guarded = await start(environment);
    await expect(guarded.module.get(Seeder).reset()).rejects.toThrow(`${environment}: refused`);
    await guarded.module.close();
    expect(await ids()).toEqual(['precious']);
  });

  it('refuses sample data in production', async () => {
    const production = await start('production', UserSeed);
    await expect(production.module.get(Seeder).run({ full: false })).rejects.toThrow('production: refused');
    await production.module.close();
    expect(await ids()).toEqual([]);
  });

  it('names a seed that is missing', async () => {
    const incomplete = await start('test', CourseSeed);
    await expect(incomplete.module.get(Seeder).run({ full: false })).rejects.toThrow(
      'courses depends on users, which there is not',
    );
    await incomplete.module.close();
  });
});
