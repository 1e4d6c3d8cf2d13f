import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { mongo } from 'mongoose';
import type { Clock } from '../clock/index.js';
import { MigrationFailure } from './migration.js';

const ID = 'migrations';
const DUPLICATE_KEY = 11000;
/** How long a holder that has died keeps others out. */
const LEASE_MS = 30_000;
const HEARTBEAT_MS = LEASE_MS / 3;
const POLL_MS = 250;

interface Lock {
  readonly _id: string;
  /** Which process on which machine, for people, and a random part that makes it unique. */
  readonly holder: string;
  readonly acquiredAt: Date;
  readonly expiresAt: Date;
}

/** Keeps two processes from migrating one database at once. A holder that dies loses it after half a minute. */
export class MigrationLock {
  private readonly locks: mongo.Collection<Lock>;
  private readonly holder = `process ${process.pid} on ${hostname()} (${randomUUID().slice(0, 8)})`;
  private heartbeat?: NodeJS.Timeout;
  private lost = false;

  constructor(
    db: mongo.Db,
    private readonly clock: Clock,
  ) {
    this.locks = db.collection('migration_locks');
  }

  /**
   * Runs work while holding the lock.
   *
   * @param patienceMs how long to wait for another holder to finish
   * @throws MigrationFailure that says who holds it
   */
  async hold<T>(patienceMs: number, work: () => Promise<T>): Promise<T> {
    const giveUpAt = performance.now() + patienceMs;
    while (!(await this.acquire())) {
      if (performance.now() >= giveUpAt) throw new MigrationFailure(await this.describeHolder());
      await delay(POLL_MS);
    }
    this.heartbeat = setInterval(() => void this.renew(), HEARTBEAT_MS);
    try {
      return await work();
    } finally {
      clearInterval(this.heartbeat);
      await this.locks.deleteOne({ _id: ID, holder: this.holder });
    }
  }

  /** @throws MigrationFailure when the lock has gone to another process, which must not be worked against */
  assertHeld(): void {
    if (this.lost)
      throw new MigrationFailure(
        'The lock of migrations went to another process while this one was held up. ' +
          'Let that one finish, then look at npm run migrate:status.',
      );
  }

  /** The unique _id decides between two: a lock that hasn't expired doesn't match, and inserting it again fails. */
  private async acquire(): Promise<boolean> {
    const now = this.clock.now();
    try {
      await this.locks.updateOne(
        { _id: ID, expiresAt: { $lte: now } },
        { $set: { holder: this.holder, acquiredAt: now, expiresAt: this.expiry(now) } },
        { upsert: true },
      );
      return true;
    } catch (error) {
      if (error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
      throw error;
    }
  }

  /** Extends the lease. Public for tests, which don't wait for the timer. */
  async renew(): Promise<void> {
    try {
      const { matchedCount } = await this.locks.updateOne(
        { _id: ID, holder: this.holder },
        { $set: { expiresAt: this.expiry(this.clock.now()) } },
      );
      this.lost ||= matchedCount === 0;
    } catch {
      // The next beat tries again; a lease that has run out meanwhile is noticed there.
    }
  }

  private expiry(now: Date): Date {
    return new Date(now.getTime() + LEASE_MS);
  }

  private async describeHolder(): Promise<string> {
    const lock = await this.locks.findOne({ _id: ID });
    if (!lock) return 'Another process was migrating until just now. Run the command again.';
    return (
      `Migrations are being run by ${lock.holder} since ${lock.acquiredAt.toISOString()}. Wait for it; ` +
      `if it is dead, its lock ends at ${lock.expiresAt.toISOString()} by itself.`
    );
  }
}
