import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../../infra/outbox/index.js';
import { CourseReviewed } from '../../domain/course.events.js';
import { ratingRemoved } from '../../domain/review.js';
import { ReviewVoteRepository } from '../../persistence/review-vote.repository.js';
import { ReviewRepository } from '../../persistence/review.repository.js';
import { CourseRatings } from './course-ratings.js';
import { OwnReviews } from './own-reviews.js';

/** A learner takes their review back, with the votes for it. They may write another. */
@Injectable()
export class WithdrawReview {
  constructor(
    private readonly own: OwnReviews,
    private readonly reviews: ReviewRepository,
    private readonly votes: ReviewVoteRepository,
    private readonly ratings: CourseRatings,
    private readonly outbox: Outbox,
  ) {}

  /** @throws DomainError `review-not-found`, `review-hidden` */
  async execute(userId: string, reviewId: string): Promise<void> {
    const { courseId } = await this.own.get(userId, reviewId);
    return this.ratings.inTransaction(courseId, async () => {
      const review = await this.own.get(userId, reviewId);
      await this.reviews.remove(reviewId);
      await this.votes.removeOf(reviewId);
      await this.outbox.publish(new CourseReviewed({ courseId, userId, rating: null }));
      await this.ratings.change(courseId, ratingRemoved(review));
    });
  }
}
