import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { Clock } from '../clock/index.js';
import { BackupFailure } from './backup-failure.js';
import { discardFolder, finishFolder, PARTIAL, removeFoldersBefore, startFolder } from './backup-folder.js';
import { documentsPath, writeMetadata } from './collection-files.js';
import { writeDocuments } from './document-file.js';
import { storedCollections } from './stored-collections.js';

const DAY_MS = 86_400_000;
/** So many documents are in memory at a time; a batch as large as the server likes costs 150 MB more. */
const BATCH = 1_000;

/** A backup that is whole. */
export interface Backup {
  readonly folder: string;
  readonly collections: number;
  readonly documents: number;
}

/** Writes the database into dated folders (000-59, 001-17), in the format of `mongodump --gzip`. */
@Injectable()
export class Backups {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a backup of all collections as they are at one moment. Its folder is whole or ends with `.partial`.
   *
   * @param directory where the folder goes
   * @param signal ends it; nothing is left behind then
   * @throws BackupFailure when the database is empty
   * @throws MongoServerError `SnapshotTooOld` when reading takes longer than the server keeps that moment
   */
  async create(directory: string, signal?: AbortSignal): Promise<Backup> {
    await this.connection.asPromise();
    const folder = await startFolder(directory, this.clock.now());
    try {
      const counts = await this.write(folder + PARTIAL, signal);
      await finishFolder(folder);
      return { folder, ...counts };
    } catch (error) {
      await discardFolder(folder);
      throw error;
    }
  }

  /**
   * Removes backups that are older than some days, but never the latest.
   *
   * @returns how many
   */
  removeOld(directory: string, keepDays: number): Promise<number> {
    const limit = new Date(this.clock.now().getTime() - keepDays * DAY_MS);
    return removeFoldersBefore(directory, limit);
  }

  /** Reading one snapshot keeps references whole, and unique values unique: an index could not be built otherwise. */
  private write(folder: string, signal?: AbortSignal): Promise<Omit<Backup, 'folder'>> {
    return this.connection.getClient().withSession({ snapshot: true }, async (session) => {
      const db = this.connection.db!;
      const collections = await storedCollections(db);
      // Else a mistake in MONGODB_DATABASE would make backups of nothing, for which good ones are removed in time.
      if (collections.length === 0)
        throw new BackupFailure(`The database ${db.databaseName} is empty: there is nothing to back up.`);
      let documents = 0;
      for (const { name, options = {} } of collections) {
        signal?.throwIfAborted();
        documents += await this.writeCollection(folder, db.collection(name), { session, options, signal });
      }
      return { collections: collections.length, documents };
    });
  }

  private async writeCollection(
    folder: string,
    collection: mongo.Collection,
    {
      session,
      options,
      signal,
    }: { session: mongo.ClientSession; options: mongo.Document; signal?: AbortSignal },
  ): Promise<number> {
    const { collectionName } = collection;
    await writeMetadata(folder, { collectionName, options, indexes: await collection.indexes() });
    const cursor = collection.find({}, { raw: true, session, batchSize: BATCH });
    return writeDocuments(documentsPath(folder, collectionName), cursor, signal);
  }
}
