import { Injectable } from '@nestjs/common';
import { CacheService } from '../../../../infra/cache/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import type { RatingChange } from '../../domain/review.js';
import { CourseFiguresRepository } from '../../persistence/course-figures.repository.js';
import { COURSES_TAG, courseTag, reviewsTag } from '../catalogue-tags.js';

/** Carries what happens to reviews over to the stars of their course. */
@Injectable()
export class CourseRatings {
  constructor(
    private readonly figures: CourseFiguresRepository,
    private readonly transactions: Transactions,
    private readonly cache: CacheService,
  ) {}

  /** Runs a change of a course's reviews in a transaction. Those of one course wait for each other. */
  inTransaction<T>(courseId: string, work: () => Promise<T>): Promise<T> {
    return this.transactions.run(work, { inTurnOf: courseTag(courseId) });
  }

  /** Joins the caller's transaction. */
  async change(courseId: string, ...changes: RatingChange[]): Promise<void> {
    const stars = changes.reduce((sum, change) => sum + change.stars, 0);
    const reviews = changes.reduce((sum, change) => sum + change.reviews, 0);
    if (stars !== 0 || reviews !== 0) await this.figures.changeRating(courseId, { stars, reviews });
    await this.transactions.afterCommit(() =>
      this.cache.invalidate(COURSES_TAG, courseTag(courseId), reviewsTag(courseId)),
    );
  }
}
