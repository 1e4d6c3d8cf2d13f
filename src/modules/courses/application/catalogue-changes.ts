import { Injectable } from '@nestjs/common';
import { CacheService } from '../../../infra/cache/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { CATEGORIES_TAG, COURSES_TAG, courseTag, PHASES_TAG } from './catalogue-tags.js';

/** Drops what caches show of things that change, once the change is committed. */
@Injectable()
export class CatalogueChanges {
  constructor(
    private readonly cache: CacheService,
    private readonly transactions: Transactions,
  ) {}

  /** Phases tell what their courses add up to. */
  ofCourse(courseId: string): Promise<void> {
    return this.drop(COURSES_TAG, courseTag(courseId), PHASES_TAG);
  }

  ofCategories(): Promise<void> {
    return this.drop(CATEGORIES_TAG, COURSES_TAG);
  }

  ofPhases(): Promise<void> {
    return this.drop(PHASES_TAG, COURSES_TAG);
  }

  private drop(...tags: string[]): Promise<void> {
    return this.transactions.afterCommit(() => this.cache.invalidate(...tags));
  }
}
