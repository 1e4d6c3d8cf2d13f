import { Injectable } from '@nestjs/common';
import { CacheService } from '../../../../infra/cache/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import type { RatingChange } from '../../domain/review.js';
import { CourseFiguresRepository } from '../../persistence/course-figures.repository.js';
import { COURSES_TAG, courseTag, reviewsTag } from '../catalogue-tags.js';

/** Carries what happens to reviews over to the stars of their course; joins the caller's transaction. */
@Injectable()
export class CourseRatings {
  constructor(
    private readonly figures: CourseFiguresRepository,
    private readonly transactions: Transactions,
    private readonly cache: CacheService,
  ) {}

  async change(courseId: string, ...changes: RatingChange[]): Promise<void> {
    const stars = changes.reduce((sum, change) => sum + change.stars, 0);
    const reviews = changes.reduce((sum, change) => sum + change.reviews, 0);
    if (stars !== 0 || reviews !== 0) await this.figures.changeRating(courseId, { stars, reviews });
    await this.transactions.afterCommit(() =>
      this.cache.invalidate(COURSES_TAG, courseTag(courseId), reviewsTag(courseId)),
    );
  }
}
