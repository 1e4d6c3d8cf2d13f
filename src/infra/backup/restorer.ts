import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';
import { MIGRATIONS_COLLECTION } from '../migrations/index.js';
import { BackupFailure } from './backup-failure.js';
import { openBackup, type SavedCollection } from './collection-files.js';
import { readDocuments } from './document-file.js';
import { storedCollections } from './stored-collections.js';

/** What a restore has brought back. */
export interface Restored {
  readonly collections: number;
  readonly documents: number;
}

/** Brings a backup back (000-59, 001-17). */
@Injectable()
export class Restorer {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /**
   * Restores a backup, after all of it has been read once and found sound. Needs a database that nobody uses meanwhile.
   *
   * @param drop whether it replaces what is in the database; without it the database must be empty
   * @param without collections that come back with their indexes and without documents
   * @throws BackupFailure when the backup is damaged or the database is not empty, and nothing has changed
   */
  async restore(
    folder: string,
    { drop = false, without = [] }: { drop?: boolean; without?: readonly string[] } = {},
  ): Promise<Restored> {
    await this.connection.asPromise();
    const db = this.connection.db!;
    const present = await storedCollections(db);
    if (present.length > 0 && !drop)
      throw new BackupFailure(
        `The database ${db.databaseName} has ${present.length} collection(s). ` +
          'Restore into an empty one, or replace what is there with --drop.',
      );
    const saved = await openBackup(folder);
    await this.verify(saved);
    // One by one: to drop a database takes more rights than the application has (000-04).
    for (const { name } of present) await db.collection(name).drop();
    let documents = 0;
    for (const collection of inOrder(saved)) {
      const isLeftEmpty = without.includes(collection.metadata.collectionName);
      documents += await this.restoreCollection(db, collection, { isLeftEmpty });
    }
    return { collections: saved.length, documents };
  }

  private async verify(saved: readonly SavedCollection[]): Promise<void> {
    for (const { documents } of saved) for await (const _batch of readDocuments(documents));
  }

  private async restoreCollection(
    db: mongo.Db,
    { metadata, documents }: SavedCollection,
    { isLeftEmpty }: { isLeftEmpty: boolean },
  ): Promise<number> {
    const { collectionName, options, indexes } = metadata;
    const collection = await db.createCollection(collectionName, options);
    let count = 0;
    if (!isLeftEmpty)
      for await (const batch of readDocuments(documents))
        count += (await collection.insertMany(batch)).insertedCount;
    const others = indexes.filter(({ name }) => name !== '_id_');
    // The plain command: the driver's own method would drop options that it doesn't know.
    if (others.length > 0) await db.command({ createIndexes: collectionName, indexes: others });
    return count;
  }
}

/** What has run of the migrations comes last: if the restore breaks off, no process takes the database for ready. */
const inOrder = (saved: readonly SavedCollection[]): SavedCollection[] => {
  const isLast = ({ metadata }: SavedCollection) => metadata.collectionName === MIGRATIONS_COLLECTION;
  return [...saved.filter((collection) => !isLast(collection)), ...saved.filter(isLast)];
};
