import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { VIEW_BATCH_MODEL, type ViewBatchDocument } from './view-batch.schema.js';

/** Which batches of views are on the courses. */
@Injectable()
export class ViewBatchRepository {
  constructor(@InjectModel(VIEW_BATCH_MODEL) private readonly model: Model<ViewBatchDocument>) {}

  async isCounted(id: string): Promise<boolean> {
    return (await this.model.exists({ _id: id })) !== null;
  }

  /** Joins the transaction that counts it, and fails it with a duplicate key if another has been quicker. */
  async markCounted(id: string, countedAt: Date): Promise<void> {
    await this.model.create([{ _id: id, countedAt }]);
  }
}
