import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { ReviewErrors } from '../../domain/review.errors.js';
import type { Review } from '../../domain/review.js';
import { ReviewRepository } from '../../persistence/review.repository.js';

/** Reviews as their authors may touch them. */
@Injectable()
export class OwnReviews {
  constructor(private readonly reviews: ReviewRepository) {}

  /**
   * One's own review, to be changed or withdrawn. A hidden one is kept as the moderator saw it; else it could be written
   * anew a moment later.
   *
   * @throws DomainError `review-not-found` for somebody else's too, `review-hidden`
   */
  async get(userId: string, reviewId: string): Promise<Review> {
    const review = await this.reviews.findById(reviewId);
    if (review?.userId !== userId) throw new DomainError(ReviewErrors.notFound);
    if (review.hidden) throw new DomainError(ReviewErrors.hidden);
    return review;
  }
}
