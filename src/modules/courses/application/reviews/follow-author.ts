import { Injectable } from '@nestjs/common';
import { Accounts } from '../../../users/index.js';
import type { Batch } from '../../../../infra/mongo/index.js';
import { ratingAdded, ratingRemoved } from '../../domain/review.js';
import { ReviewRepository } from '../../persistence/review.repository.js';
import { CourseRatings } from './course-ratings.js';

/**
 * Reviews go aside with the account of who wrote them, and come back with it (A.7). What a moderator hides stays hidden
 * either way. Each review is a transaction of its own, so that an interrupted run goes on where it was.
 */
@Injectable()
export class FollowAuthor {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly ratings: CourseRatings,
    private readonly accounts: Accounts,
  ) {}

  /** An account that is back already by then takes nothing with it: news can come late. */
  async aside(userId: string, batch: Batch): Promise<void> {
    for (const { id, courseId } of await this.reviews.findOfAuthor(userId))
      await this.ratings.inTransaction(courseId, async () => {
        if (!(await this.accounts.holdAside(userId, batch.id))) return;
        const review = await this.reviews.findById(id);
        if (!review || !(await this.reviews.putAside(id, batch))) return;
        if (!review.hidden) await this.ratings.change(courseId, ratingRemoved(review));
      });
  }

  async back(batchId: string): Promise<void> {
    for (const { id, courseId } of await this.reviews.findOfBatch(batchId))
      await this.ratings.inTransaction(courseId, async () => {
        const review = await this.reviews.findById(id);
        if (!review || !(await this.reviews.takeBack(id, batchId))) return;
        if (!review.hidden) await this.ratings.change(courseId, ratingAdded(review));
      });
  }
}
