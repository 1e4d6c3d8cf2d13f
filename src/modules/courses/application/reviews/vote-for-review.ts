import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { CacheService } from '../../../../infra/cache/index.js';
import { duplicateFields, Transactions } from '../../../../infra/mongo/index.js';
import { ReviewErrors } from '../../domain/review.errors.js';
import { isShown, type Review } from '../../domain/review.js';
import { ReviewVoteRepository } from '../../persistence/review-vote.repository.js';
import { ReviewRepository } from '../../persistence/review.repository.js';
import { reviewsTag } from '../catalogue-tags.js';

/** Somebody finds a review helpful, once, or doesn't any more. */
@Injectable()
export class VoteForReview {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly votes: ReviewVoteRepository,
    private readonly transactions: Transactions,
    private readonly cache: CacheService,
  ) {}

  /** @throws DomainError `review-not-found`, `own-review` */
  async vote(userId: string, reviewId: string): Promise<void> {
    const review = await this.get(reviewId);
    if (review.userId === userId) throw new DomainError(ReviewErrors.ownReview);
    try {
      await this.transactions.run(async () => {
        if (await this.votes.add(reviewId, userId)) await this.count(review, 1);
      });
    } catch (error) {
      // The same vote arrived twice at once, and the other one counts.
      if (!duplicateFields(error).includes('review')) throw error;
    }
  }

  /** @throws DomainError `review-not-found` */
  async withdraw(userId: string, reviewId: string): Promise<void> {
    const review = await this.get(reviewId);
    await this.transactions.run(async () => {
      if (await this.votes.remove(reviewId, userId)) await this.count(review, -1);
    });
  }

  private async count({ id, courseId }: Review, by: 1 | -1): Promise<void> {
    await this.reviews.countHelpful(id, by);
    await this.transactions.afterCommit(() => this.cache.invalidate(reviewsTag(courseId)));
  }

  private async get(reviewId: string): Promise<Review> {
    const review = await this.reviews.findById(reviewId);
    if (!review || !isShown(review)) throw new DomainError(ReviewErrors.notFound);
    return review;
  }
}
