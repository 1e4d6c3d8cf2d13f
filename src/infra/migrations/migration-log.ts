import type { mongo } from 'mongoose';
import type { Clock } from '../clock/index.js';

export const MIGRATIONS_COLLECTION = 'migrations';

/** What is known of a migration that was begun; `started` without end means that it broke off. */
export interface MigrationRecord {
  readonly _id: string;
  readonly state: 'started' | 'finished';
  readonly startedAt: Date;
  readonly finishedAt?: Date;
  readonly durationMs?: number;
}

/** Remembers in the database which migrations it has seen. */
export class MigrationLog {
  private readonly records: mongo.Collection<MigrationRecord>;

  constructor(
    db: mongo.Db,
    private readonly clock: Clock,
  ) {
    this.records = db.collection(MIGRATIONS_COLLECTION);
  }

  all(): Promise<MigrationRecord[]> {
    return this.records.find().toArray();
  }

  /** Before a migration runs in either direction: from now on nobody knows what it has done. */
  async start(name: string): Promise<Date> {
    const startedAt = this.clock.now();
    await this.records.replaceOne({ _id: name }, { state: 'started', startedAt }, { upsert: true });
    return startedAt;
  }

  /** After it has run up. */
  async finish(name: string, startedAt: Date): Promise<void> {
    const finishedAt = this.clock.now();
    const durationMs = finishedAt.getTime() - startedAt.getTime();
    await this.records.replaceOne(
      { _id: name },
      { state: 'finished', startedAt, finishedAt, durationMs },
      { upsert: true },
    );
  }

  /** After it has run down. */
  async forget(name: string): Promise<void> {
    await this.records.deleteOne({ _id: name });
  }
}
