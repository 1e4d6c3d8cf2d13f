import { Inject, Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { MigrationFiles } from './migration-files.js';
import { MIGRATIONS_COLLECTION, type MigrationRecord } from './migration-log.js';

/** Tells whether the database has the shape that this version of the code needs. */
@Injectable()
export class Migrations {
  private upToDate = false;

  constructor(
    @InjectConnection() private readonly connection: Connection,
    @Inject(MigrationFiles) private readonly files: MigrationFiles,
  ) {}

  /**
   * The names of the migrations that are still to be run. Once there are none, that is remembered: probes cost nothing,
   * and a rollback goes with a restart anyway.
   */
  async pending(): Promise<string[]> {
    if (this.upToDate) return [];
    await this.connection.asPromise();
    const finished = await this.connection
      .db!.collection<MigrationRecord>(MIGRATIONS_COLLECTION)
      .find({ state: 'finished' })
      .map(({ _id }) => _id)
      .toArray();
    const pending = (await this.files.names()).filter((name) => !finished.includes(name));
    this.upToDate = pending.length === 0;
    return pending;
  }
}
