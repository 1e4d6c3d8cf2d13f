import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { ReviewErrors } from '../../domain/review.errors.js';
import { ratingAdded, ratingRemoved, type Review } from '../../domain/review.js';
import { ReviewRepository } from '../../persistence/review.repository.js';
import { CourseRatings } from './course-ratings.js';

/** Hides reviews that break the rules, and shows them again. Hidden ones don't count for the course's stars. */
@Injectable()
export class ModerateReviews {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly ratings: CourseRatings,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Hiding a hidden review changes nothing, its reason included.
   *
   * @throws DomainError `review-not-found`
   */
  async hide(reviewId: string, by: string, reason: string): Promise<Review> {
    const { courseId } = await this.get(reviewId);
    return this.ratings.inTransaction(courseId, async () => {
      const review = await this.get(reviewId);
      if (review.hidden) return review;
      const hidden = { by, reason, at: this.clock.now() };
      await this.reviews.hide(reviewId, hidden);
      if (!review.isAside) await this.ratings.change(courseId, ratingRemoved(review));
      await this.record('review.hidden', review, { reason });
      return { ...review, hidden };
    });
  }

  /** @throws DomainError `review-not-found` */
  async unhide(reviewId: string): Promise<Review> {
    const { courseId } = await this.get(reviewId);
    return this.ratings.inTransaction(courseId, async () => {
      const review = await this.get(reviewId);
      if (!review.hidden) return review;
      await this.reviews.unhide(reviewId);
      if (!review.isAside) await this.ratings.change(courseId, ratingAdded(review));
      await this.record('review.unhidden', review);
      return { ...review, hidden: null };
    });
  }

  private record(
    action: 'review.hidden' | 'review.unhidden',
    { id, userId, courseId }: Review,
    why: object = {},
  ): Promise<void> {
    const target = { type: 'review', id } as const;
    return this.audit.record({ action, target, subject: userId, after: { courseId, ...why } });
  }

  private async get(reviewId: string): Promise<Review> {
    const review = await this.reviews.findById(reviewId);
    if (!review) throw new DomainError(ReviewErrors.notFound);
    return review;
  }
}
