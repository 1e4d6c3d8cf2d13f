import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { RedisConfig, RuntimeConfig } from '../../config/index.js';
import { Migrator } from '../migrations/index.js';
import { RedisService } from '../redis/index.js';
import { Seed, type SampleSignIn } from './seed.js';

type Environment = RuntimeConfig['NODE_ENV'];

const SCAN_COUNT = 1_000;

/** Fills the database with sample data, in the order in which modules need each other's (000-56). */
@Injectable()
export class Seeder {
  constructor(
    private readonly discovery: DiscoveryService,
    @InjectConnection() private readonly connection: Connection,
    private readonly migrator: Migrator,
    private readonly redis: RedisService,
    private readonly runtime: RuntimeConfig,
    private readonly redisConfig: RedisConfig,
  ) {}

  /** Whether nothing is there yet. Migrations bring data too, so only the seeds know. */
  async isEmpty(): Promise<boolean> {
    const needed = await Promise.all(this.inOrder().map((seed) => seed.isNeeded()));
    return needed.every(Boolean);
  }

  /**
   * Runs all seeds. Running them again changes nothing.
   *
   * @returns the accounts that were made
   * @throws Error in production, where sample accounts would be a back door
   */
  async run({ full }: { full: boolean }): Promise<SampleSignIn[]> {
    this.refuseIn(['production'], 'Sample data');
    const signIns: SampleSignIn[] = [];
    for (const seed of this.inOrder()) await seed.run({ full, announce: (signIn) => signIns.push(signIn) });
    return signIns;
  }

  /**
   * Removes everything, also what Redis holds of it, and migrates anew: some data comes from migrations.
   *
   * @throws Error in staging and production
   */
  async reset(): Promise<void> {
    this.refuseIn(['staging', 'production'], 'A reset');
    await this.connection.dropDatabase();
    await this.forgetInRedis();
    await this.migrator.up();
  }

  private async forgetInRedis(): Promise<void> {
    const client = this.redis.connect({});
    const pattern = `${this.redisConfig.REDIS_KEY_PREFIX}:*`;
    for await (const keys of client.scanStream({ match: pattern, count: SCAN_COUNT }) as AsyncIterable<
      string[]
    >)
      if (keys.length > 0) await client.unlink(...keys);
    client.disconnect();
  }

  private refuseIn(environments: Environment[], what: string): void {
    const { NODE_ENV } = this.runtime;
    if (environments.includes(NODE_ENV)) throw new Error(`${what} in ${NODE_ENV}: refused.`);
  }

  private inOrder(): Seed[] {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const seeds = new Map<string, Seed>();
    for (const instance of instances) if (instance instanceof Seed) seeds.set(instance.name, instance);
    const ordered = new Set<Seed>();
    const add = (name: string, path: readonly string[]) => {
      const seed = seeds.get(name);
      if (!seed) throw new Error(`The seed ${path.at(-1)} depends on ${name}, which there is not.`);
      if (path.includes(name)) throw new Error(`Seeds depend on each other: ${[...path, name].join(' -> ')}`);
      for (const dependency of seed.dependsOn) add(dependency, [...path, name]);
      ordered.add(seed);
    };
    for (const name of seeds.keys()) add(name, []);
    return [...ordered];
  }
}
