import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { ArchiveRepository, type Batch, type Sort } from '../../../infra/mongo/index.js';
import type { Review, ReviewHiding, ReviewSort } from '../domain/review.js';
import { REVIEW_MODEL, type ReviewDocument } from './review.schema.js';

const SORTS: Readonly<Record<ReviewSort, Sort>> = {
  newest: { createdAt: -1 },
  helpful: { helpfulCount: -1 },
  rating: { rating: -1 },
};

@Injectable()
export class ReviewRepository extends ArchiveRepository<ReviewDocument> {
  constructor(@InjectModel(REVIEW_MODEL) model: Model<ReviewDocument>) {
    super(model);
  }

  /** The reviews of a course that nobody hides. */
  async findOfCourse(
    courseId: string,
    { sort, limit, cursor }: { sort: ReviewSort; limit: number; cursor?: string },
  ): Promise<Page<Review>> {
    const page = await this.page(
      { course: new Types.ObjectId(courseId), hiddenAt: null, archivedAt: null },
      { sort: SORTS[sort], limit, cursor },
    );
    return mapPage(page, toReview);
  }

  async findById(id: string): Promise<Review | undefined> {
    const found = await this.findOneById(id);
    return found ? toReview(found) : undefined;
  }

  /** @throws MongoServerError of a duplicate key when this learner has reviewed the course */
  async add(review: Pick<Review, 'courseId' | 'userId' | 'rating' | 'text'>): Promise<Review> {
    const { courseId, userId, rating, text } = review;
    const course = new Types.ObjectId(courseId);
    return toReview(await this.insert({ course, user: new Types.ObjectId(userId), rating, text }));
  }

  async rewrite(id: string, { rating, text }: Pick<Review, 'rating' | 'text'>): Promise<Review | undefined> {
    const changed = await this.change({ _id: new Types.ObjectId(id) }, { $set: { rating, text } });
    return changed ? toReview(changed) : undefined;
  }

  /** For good: it makes room for another of the same learner. */
  async remove(id: string): Promise<void> {
    await this.model.deleteOne({ _id: id });
  }

  /** @returns whether it was visible */
  hide(id: string, { by, reason, at }: ReviewHiding): Promise<boolean> {
    return this.updateOne(
      { _id: new Types.ObjectId(id), hiddenAt: null },
      { $set: { hiddenAt: at, hiddenBy: new Types.ObjectId(by), hiddenReason: reason } },
    );
  }

  async unhide(id: string): Promise<void> {
    await this.updateOne(
      { _id: new Types.ObjectId(id) },
      { $set: { hiddenAt: null, hiddenBy: null, hiddenReason: null } },
    );
  }

  async countHelpful(id: string, by: 1 | -1): Promise<void> {
    await this.model.updateOne({ _id: id }, { $inc: { helpfulCount: by } }, { timestamps: false });
  }

  /** Those of somebody that aren't put aside yet. */
  async findOfAuthor(userId: string): Promise<Review[]> {
    return (await this.find({ user: new Types.ObjectId(userId), archivedAt: null })).map(toReview);
  }

  async findOfBatch(batchId: string): Promise<Review[]> {
    return (await this.find({ archiveBatchId: batchId })).map(toReview);
  }

  /** @returns whether it wasn't yet */
  async putAside(id: string, batch: Batch): Promise<boolean> {
    return (await this.archive({ _id: new Types.ObjectId(id) }, batch)) === 1;
  }

  /** @returns whether it was put aside by that batch */
  takeBack(id: string, batchId: string): Promise<boolean> {
    return this.updateOne(
      { _id: new Types.ObjectId(id), archiveBatchId: batchId },
      { $unset: { archivedAt: 1, archiveBatchId: 1 } },
    );
  }

  /** What deleting a course takes along (A.7); {@link restore} brings it back. */
  softDeleteOf(courseId: string, batch: Batch): Promise<number> {
    return this.softDelete({ course: new Types.ObjectId(courseId) }, batch);
  }
}

function toReview(document: ReviewDocument): Review {
  const { _id, course, user, hiddenAt, hiddenBy, hiddenReason, archivedAt } = document;
  return {
    id: _id.toString(),
    courseId: course.toString(),
    userId: user.toString(),
    rating: document.rating,
    text: document.text,
    helpfulCount: document.helpfulCount,
    hidden: hiddenAt && { by: String(hiddenBy), reason: String(hiddenReason), at: hiddenAt },
    isAside: Boolean(archivedAt),
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
  };
}
