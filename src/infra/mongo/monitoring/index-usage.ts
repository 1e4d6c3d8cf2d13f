import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Connection, mongo } from 'mongoose';

export interface IndexStatistics {
  readonly name: string;
  readonly keys: Record<string, unknown>;
  /** How often queries have used it since then. An index that nobody uses only costs. */
  readonly uses: number;
  readonly since: Date;
}

export interface CollectionStatistics {
  readonly collection: string;
  /** An estimate: some servers count from time to time only. */
  readonly documents: number;
  /** Of the documents themselves, of what they take on disk, and of the indexes. */
  readonly bytes: { readonly data: number; readonly storage: number; readonly indexes: number };
  readonly indexes: readonly IndexStatistics[];
}

/** What the collections hold and which of their indexes are used (000-57). */
@Injectable()
export class IndexUsage {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** All collections of the database, by name. Reads statistics only, whatever the size of the data. */
  async report(): Promise<CollectionStatistics[]> {
    const collections = await this.connection.listCollections();
    const names = collections.filter(({ type }) => type === 'collection').map(({ name }) => name);
    return Promise.all(names.toSorted().map((name) => this.statisticsOf(name)));
  }

  private async statisticsOf(name: string): Promise<CollectionStatistics> {
    const collection = this.connection.db!.collection(name);
    const [[statistics], indexes] = await Promise.all([
      collection.aggregate([{ $collStats: { storageStats: {} } }]).toArray(),
      collection.aggregate([{ $indexStats: {} }]).toArray(),
    ]);
    const { count, size, storageSize, totalIndexSize } = statistics!['storageStats'] as Record<
      string,
      number
    >;
    return {
      collection: name,
      documents: count ?? 0,
      bytes: { data: size ?? 0, storage: storageSize ?? 0, indexes: totalIndexSize ?? 0 },
      indexes: indexes.map(toIndexStatistics),
    };
  }
}

const toIndexStatistics = ({ name, key, accesses }: mongo.Document): IndexStatistics => ({
  name: name as string,
  keys: key as Record<string, unknown>,
  // The server counts in 64 bits.
  uses: Number((accesses as { ops: unknown }).ops),
  since: (accesses as { since: Date }).since,
});
