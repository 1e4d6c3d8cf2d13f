import { Injectable } from '@nestjs/common';
import { CoursesConfig } from '../../../../config/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { duplicateFields } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { CourseAccess } from '../../domain/course-access.js';
import { CourseErrors } from '../../domain/course.errors.js';
import { CourseReviewed } from '../../domain/course.events.js';
import { ReviewErrors } from '../../domain/review.errors.js';
import { ratingAdded, type Review } from '../../domain/review.js';
import { CatalogueRepository } from '../../persistence/catalogue.repository.js';
import { ReviewRepository } from '../../persistence/review.repository.js';
import { CourseRatings } from './course-ratings.js';

/** A learner says what they think of a course: one review a learner and course (X17, 001-13). */
@Injectable()
export class WriteReview {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly access: CourseAccess,
    private readonly ratings: CourseRatings,
    private readonly outbox: Outbox,
    private readonly config: CoursesConfig,
  ) {}

  /** @throws DomainError `course-not-found`, `not-a-learner`, `already-reviewed`, `review-text-required` */
  async execute(review: Pick<Review, 'courseId' | 'userId' | 'rating' | 'text'>): Promise<Review> {
    await this.checkLearner(review);
    if (this.config.REVIEW_TEXT_REQUIRED && !review.text) throw new DomainError(ReviewErrors.textRequired);
    try {
      return await this.ratings.inTransaction(review.courseId, () => this.store(review));
    } catch (error) {
      // The unique index decides, however many arrive at once; the transaction is over by then.
      if (duplicateFields(error).includes('user')) throw new DomainError(ReviewErrors.alreadyReviewed);
      throw error;
    }
  }

  private async checkLearner({ userId, courseId }: Pick<Review, 'courseId' | 'userId'>): Promise<void> {
    if (await this.access.mayReview(userId, courseId)) return;
    // A course that isn't shown doesn't exist for strangers.
    if (await this.catalogue.isListed(courseId)) throw new DomainError(ReviewErrors.notALearner);
    throw new DomainError(CourseErrors.notFound);
  }

  private async store(review: Pick<Review, 'courseId' | 'userId' | 'rating' | 'text'>): Promise<Review> {
    const { courseId, userId, rating } = review;
    const added = await this.reviews.add(review);
    await this.outbox.publish(new CourseReviewed({ courseId, userId, rating }));
    await this.ratings.change(courseId, ratingAdded(added));
    return added;
  }
}
