import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { Clock } from '../clock/index.js';
import { MigrationFailure, type MigrationContext } from './migration.js';
import { MigrationFiles } from './migration-files.js';
import { MigrationLock } from './migration-lock.js';
import { MigrationLog, type MigrationRecord } from './migration-log.js';

/** `unknown`: the database has seen it, this version of the code hasn't. */
export type MigrationState = 'pending' | 'interrupted' | 'finished' | 'unknown';

/** One migration as `migrate:status` shows it. */
export interface MigrationStatus extends Partial<Omit<MigrationRecord, '_id' | 'state'>> {
  readonly name: string;
  readonly state: MigrationState;
}

/** How long a second run waits for the first one. */
const PATIENCE_MS = 60_000;

/** The database, what it remembers, and the lock under which it may be changed. */
interface Workplace extends MigrationContext {
  readonly log: MigrationLog;
  readonly lock: MigrationLock;
}

/** Brings the database to the shape that this version of the code needs, and back (000-55). */
@Injectable()
export class Migrator {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    @Inject(MigrationFiles) private readonly files: MigrationFiles,
    private readonly clock: Clock,
  ) {}

  /** All migrations that the code or the database knows, by name. */
  async status(): Promise<MigrationStatus[]> {
    const { log } = await this.open();
    const names = await this.files.names();
    const records = new Map((await log.all()).map((record) => [record._id, record]));
    return [...new Set([...names, ...records.keys()])].toSorted().map((name) => {
      const { _id, state, ...times } = records.get(name) ?? {};
      if (!state) return { name, state: 'pending' };
      const seen = state === 'started' ? 'interrupted' : names.includes(name) ? 'finished' : 'unknown';
      return { name, state: seen, ...times };
    });
  }

  /**
   * Runs all pending migrations in their order, including one that broke off in an earlier run.
   *
   * @param patienceMs how long to wait for another process that is migrating
   * @returns the names of those that ran
   * @throws MigrationFailure
   */
  async up(patienceMs = PATIENCE_MS): Promise<string[]> {
    const workplace = await this.open();
    return workplace.lock.hold(patienceMs, async () => {
      const files = await this.files.names();
      const due = (await this.status()).filter(
        ({ name, state }) => state !== 'finished' && files.includes(name),
      );
      for (const migration of due) await this.runUp(migration, workplace);
      return due.map(({ name }) => name);
    });
  }

  private async runUp({ name, state }: MigrationStatus, workplace: Workplace): Promise<void> {
    const migration = await this.files.load(name);
    if (state === 'interrupted' && migration.rerunnable === false)
      throw new MigrationFailure(
        `Migration ${name} broke off in an earlier run and can't be repeated. Look at what it has done, complete it ` +
          'or take it back by hand, and then record which of the two: ' +
          `npm run migrate -- mark ${name} finished (or pending).`,
      );
    workplace.lock.assertHeld();
    const startedAt = await workplace.log.start(name);
    await attempt(name, 'up', () => migration.up(workplace));
    await workplace.log.finish(name, startedAt);
  }

  /**
   * Takes the last migration back.
   *
   * @param patienceMs how long to wait for another process that is migrating
   * @returns its name, or undefined when there is none
   * @throws MigrationFailure
   */
  async rollback(patienceMs = PATIENCE_MS): Promise<string | undefined> {
    const workplace = await this.open();
    return workplace.lock.hold(patienceMs, async () => {
      const last = (await this.status()).findLast(({ state }) => state !== 'pending');
      if (!last) return undefined;
      const { name, state } = last;
      if (state === 'unknown')
        throw new MigrationFailure(
          `Migration ${name} was run by another version of the code. Take it back with that version.`,
        );
      const migration = await this.files.load(name);
      workplace.lock.assertHeld();
      await workplace.log.start(name);
      await attempt(name, 'down', () => migration.down(workplace));
      await workplace.log.forget(name);
      return name;
    });
  }

  /**
   * Records what a person has found out or done by hand, after one that can't be repeated broke off.
   *
   * @throws MigrationFailure when the code has no migration of this name
   */
  async mark(name: string, state: 'finished' | 'pending'): Promise<void> {
    if (!(await this.files.names()).includes(name))
      throw new MigrationFailure(`There is no migration ${name}. See npm run migrate:status.`);
    const { lock, log } = await this.open();
    await lock.hold(0, () => (state === 'finished' ? log.finish(name, this.clock.now()) : log.forget(name)));
  }

  private async open(): Promise<Workplace> {
    await this.connection.asPromise();
    const db = this.connection.db!;
    return {
      db,
      client: this.connection.getClient(),
      log: new MigrationLog(db, this.clock),
      lock: new MigrationLock(db, this.clock),
    };
  }
}

async function attempt(name: string, direction: 'up' | 'down', step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const again = direction === 'up' ? 'npm run migrate' : 'npm run migrate:rollback';
    throw new MigrationFailure(
      `Migration ${name} failed on its way ${direction}: ${reason}\n` +
        `Those before it stay in place. Mend the cause and run ${again}: it begins with this one again.`,
      { cause },
    );
  }
}
