import { Injectable } from '@nestjs/common';
import { CoursesConfig } from '../../../../config/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { CourseReviewed } from '../../domain/course.events.js';
import { ReviewErrors } from '../../domain/review.errors.js';
import { ratingAdded, ratingRemoved, type Review } from '../../domain/review.js';
import { ReviewRepository } from '../../persistence/review.repository.js';
import { CourseRatings } from './course-ratings.js';
import { OwnReviews } from './own-reviews.js';

/** What may be changed about one's review; what is left out stays. */
export interface ReviewChanges {
  readonly rating?: number;
  readonly text?: string | null;
}

/** A learner changes their mind about a course. */
@Injectable()
export class ChangeReview {
  constructor(
    private readonly own: OwnReviews,
    private readonly reviews: ReviewRepository,
    private readonly ratings: CourseRatings,
    private readonly outbox: Outbox,
    private readonly config: CoursesConfig,
  ) {}

  /** @throws DomainError `review-not-found`, `review-hidden`, `review-text-required` */
  async execute(userId: string, reviewId: string, changes: ReviewChanges): Promise<Review> {
    const { courseId } = await this.own.get(userId, reviewId);
    return this.ratings.inTransaction(courseId, async () => {
      const before = await this.own.get(userId, reviewId);
      const { rating = before.rating, text = before.text } = changes;
      if (this.config.REVIEW_TEXT_REQUIRED && !text) throw new DomainError(ReviewErrors.textRequired);
      const after = await this.reviews.rewrite(reviewId, { rating, text });
      if (!after) throw new DomainError(ReviewErrors.notFound);
      await this.outbox.publish(new CourseReviewed({ courseId, userId, rating }));
      await this.ratings.change(courseId, ratingRemoved(before), ratingAdded(after));
      return after;
    });
  }
}
