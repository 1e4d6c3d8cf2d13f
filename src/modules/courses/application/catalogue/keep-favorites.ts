import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import type { Page } from '../../../../common/pagination/index.js';
import { duplicateFields, Transactions } from '../../../../infra/mongo/index.js';
import type { CourseCard } from '../../domain/catalogue.js';
import { CourseErrors } from '../../domain/course.errors.js';
import { CatalogueRepository } from '../../persistence/catalogue.repository.js';
import { CourseFiguresRepository } from '../../persistence/course-figures.repository.js';
import { FavoriteRepository } from '../../persistence/favorite.repository.js';

/** The courses that somebody has marked to come back to. Doing any of it twice does what doing it once does. */
@Injectable()
export class KeepFavorites {
  constructor(
    private readonly favorites: FavoriteRepository,
    private readonly catalogue: CatalogueRepository,
    private readonly figures: CourseFiguresRepository,
    private readonly transactions: Transactions,
  ) {}

  /** @throws DomainError `course-not-found` */
  async add(userId: string, courseId: string): Promise<void> {
    if (!(await this.catalogue.isListed(courseId))) throw new DomainError(CourseErrors.notFound);
    try {
      await this.transactions.run(async () => {
        if (await this.favorites.add(userId, courseId)) await this.figures.countFavorite(courseId, 1);
      });
    } catch (error) {
      // The same arrived twice at once, and the other one has done it.
      if (!duplicateFields(error).includes('course')) throw error;
    }
  }

  /**
   * A course that has left the catalogue can be removed, too.
   *
   * @throws DomainError `course-not-found` when there was nothing to remove, and is no course
   */
  async remove(userId: string, courseId: string): Promise<void> {
    const removed = await this.forget(userId, courseId);
    if (!removed && !(await this.catalogue.isListed(courseId))) throw new DomainError(CourseErrors.notFound);
  }

  /** @returns whether it was one */
  forget(userId: string, courseId: string): Promise<boolean> {
    return this.transactions.run(async () => {
      const wasOne = await this.favorites.remove(userId, courseId);
      if (wasOne) await this.figures.countFavorite(courseId, -1);
      return wasOne;
    });
  }

  /** The latest first. Courses that left the catalogue are left out, so a page can hold fewer than its limit. */
  async list(userId: string, query: { limit: number; cursor?: string }): Promise<Page<CourseCard>> {
    const { data, page } = await this.favorites.findCourseIds(userId, query);
    const cards = await this.catalogue.findCards(data);
    return { data: data.flatMap((id) => cards.get(id) ?? []), page };
  }
}
