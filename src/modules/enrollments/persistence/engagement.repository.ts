import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { SoftDeleteRepository, trusted } from '../../../infra/mongo/index.js';
import { ENROLLMENT_MODEL, MAX_DOWNLOADS, type EnrollmentDocument } from './enrollment.schema.js';

/** What is counted as it is added and removed. */
type Kept = 'notes' | 'bookmarks';

const id = (value: string) => new Types.ObjectId(value);

/** What enrollments count of what their learners keep. */
@Injectable()
export class EngagementRepository extends SoftDeleteRepository<EnrollmentDocument> {
  constructor(@InjectModel(ENROLLMENT_MODEL) model: Model<EnrollmentDocument>) {
    super(model);
  }

  /**
   * Counts one more, in the transaction that adds it.
   *
   * @returns whether there was room for it, however many arrive at once
   */
  async countUp(enrollmentId: string, kind: Kept, max: number): Promise<boolean> {
    const path = `engagement.${kind}`;
    return this.updateOne(
      // Not `$lt`: what was never counted is nothing yet.
      { _id: id(enrollmentId), [path]: trusted({ $not: { $gte: max } }) },
      { $inc: { [path]: 1 } },
    );
  }

  /** Counts one less, in the transaction that removes it. */
  async countDown(enrollmentId: string, kind: Kept): Promise<void> {
    await this.updateOne(
      { _id: id(enrollmentId) },
      {
        $inc: { [`engagement.${kind}`]: -1 },
      },
    );
  }

  /** Remembers that a material was downloaded, once; of very many the oldest are forgotten (T14). */
  async recordDownload(enrollmentId: string, materialId: string): Promise<void> {
    await this.updateOne(
      { _id: id(enrollmentId), downloadedMaterials: trusted({ $ne: id(materialId) }) },
      { $push: { downloadedMaterials: { $each: [id(materialId)], $slice: -MAX_DOWNLOADS } } },
    );
  }
}
