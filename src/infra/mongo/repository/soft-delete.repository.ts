import type { QueryFilter } from 'mongoose';
import { Repository, type ReadOptions } from './repository.js';
import type { Archivable, SoftDeletable } from './schema.js';

/** One deletion or archiving, however many collections it reaches into; restoring brings back exactly what it took. */
export interface Batch {
  readonly id: string;
  readonly at: Date;
}

/** Hides deleted documents from every method of its base unless asked (004-06). */
export abstract class SoftDeleteRepository<D extends SoftDeletable> extends Repository<D> {
  /**
   * Hides documents. Those that are deleted already stay with the batch that took them.
   *
   * @returns how many
   */
  protected async softDelete(filter: QueryFilter<D>, batch: Batch): Promise<number> {
    const { modifiedCount } = await this.model.updateMany(this.visible(filter, {}), {
      $set: { isDeleted: true, deletedAt: batch.at, deleteBatchId: batch.id },
    });
    return modifiedCount;
  }

  /**
   * Brings back what a batch took.
   *
   * @returns how many
   */
  async restore(batchId: string): Promise<number> {
    const { modifiedCount } = await this.model.updateMany({ deleteBatchId: batchId } as QueryFilter<D>, {
      $set: { isDeleted: false },
      $unset: { deletedAt: 1, deleteBatchId: 1 },
    });
    return modifiedCount;
  }

  protected override visible(filter: QueryFilter<D>, options: ReadOptions<PropertyKey>): QueryFilter<D> {
    return options.withDeleted ? filter : { ...filter, isDeleted: false };
  }
}

/** Adds an archive: documents that were put aside stay readable, and the repository says where they don't show. */
export abstract class ArchiveRepository<
  D extends SoftDeletable & Archivable,
> extends SoftDeleteRepository<D> {
  /**
   * Puts documents aside. Those that are archived already stay with the batch that took them.
   *
   * @returns how many
   */
  protected async archive(filter: QueryFilter<D>, batch: Batch): Promise<number> {
    const { modifiedCount } = await this.model.updateMany(
      { ...this.visible(filter, {}), archivedAt: null } as QueryFilter<D>,
      { $set: { archivedAt: batch.at, archiveBatchId: batch.id } },
    );
    return modifiedCount;
  }

  /**
   * Takes out of the archive what a batch put there.
   *
   * @returns how many
   */
  async unarchive(batchId: string): Promise<number> {
    const { modifiedCount } = await this.model.updateMany({ archiveBatchId: batchId } as QueryFilter<D>, {
      $unset: { archivedAt: 1, archiveBatchId: 1 },
    });
    return modifiedCount;
  }
}
