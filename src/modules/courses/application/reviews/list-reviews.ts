import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { mapPage, type Page } from '../../../../common/pagination/index.js';
import { People, type PublicCard } from '../../../users/index.js';
import { CourseErrors } from '../../domain/course.errors.js';
import type { Review, ReviewSort } from '../../domain/review.js';
import { CatalogueRepository } from '../../persistence/catalogue.repository.js';
import { ReviewRepository } from '../../persistence/review.repository.js';

/** A review and what others may know of who wrote it; nothing of somebody who is gone, or hides what they do. */
export interface SignedReview {
  readonly review: Review;
  readonly author: PublicCard | undefined;
}

/** What learners think of a course in the catalogue. */
@Injectable()
export class ListReviews {
  constructor(
    private readonly reviews: ReviewRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly people: People,
  ) {}

  /** @throws DomainError `course-not-found` */
  async execute(
    courseId: string,
    query: { sort: ReviewSort; limit: number; cursor?: string },
  ): Promise<Page<SignedReview>> {
    if (!(await this.catalogue.isListed(courseId))) throw new DomainError(CourseErrors.notFound);
    const page = await this.reviews.findOfCourse(courseId, query);
    const authors = await this.people.namesOf(page.data.map(({ userId }) => userId));
    return mapPage(page, (review) => ({ review, author: signatureOf(authors.get(review.userId)) }));
  }

  /** A review as others see it, for who has just written it. */
  async sign(review: Review): Promise<SignedReview> {
    const authors = await this.people.namesOf([review.userId]);
    return { review, author: signatureOf(authors.get(review.userId)) };
  }
}

const signatureOf = (author: PublicCard | undefined): PublicCard | undefined =>
  author?.showsActivity ? author : undefined;
