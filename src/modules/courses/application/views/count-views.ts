import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../infra/clock/index.js';
import { duplicateFields, Transactions } from '../../../../infra/mongo/index.js';
import { CourseFiguresRepository } from '../../persistence/course-figures.repository.js';
import { ViewBatchRepository } from '../../persistence/view-batch.repository.js';
import { ViewBatches, type ViewBatch } from './view-batches.js';

/** Writes the views that processes have counted to the courses. */
@Injectable()
export class CountViews {
  constructor(
    private readonly batches: ViewBatches,
    private readonly counted: ViewBatchRepository,
    private readonly figures: CourseFiguresRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Each batch counts once, whether this is interrupted between any two steps or runs twice at a time: what marks it as
   * counted is in the transaction that counts it.
   *
   * @returns how many batches were counted
   */
  async execute(signal: AbortSignal): Promise<number> {
    let count = 0;
    for (const batch of await this.batches.waiting()) {
      if (signal.aborted) break;
      if (await this.count(batch)) count++;
      await this.batches.remove(batch.id);
    }
    return count;
  }

  private async count({ id, views }: ViewBatch): Promise<boolean> {
    if (await this.counted.isCounted(id)) return false;
    try {
      await this.transactions.run(async () => {
        await this.counted.markCounted(id, this.clock.now());
        await this.figures.addViews(views);
      });
      return true;
    } catch (error) {
      if (duplicateFields(error).includes('_id')) return false;
      throw error;
    }
  }
}
