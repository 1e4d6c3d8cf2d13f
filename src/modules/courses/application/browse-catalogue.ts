import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import type { Page } from '../../../common/pagination/index.js';
import type { Category } from '../domain/category.js';
import { CourseErrors } from '../domain/course.errors.js';
import type { CatalogueCourse } from '../domain/course.js';
import { CategoryRepository } from '../persistence/category.repository.js';
import { CourseRepository } from '../persistence/course.repository.js';

/** What everybody may see of the catalogue: published, public courses. */
@Injectable()
export class BrowseCatalogue {
  constructor(
    private readonly courses: CourseRepository,
    private readonly categories: CategoryRepository,
  ) {}

  listCategories(): Promise<Category[]> {
    return this.categories.findCourseCategories();
  }

  /** @param query.category a slug; one that doesn't exist has no courses */
  async listCourses(query: {
    category?: string;
    limit: number;
    cursor?: string;
  }): Promise<Page<CatalogueCourse>> {
    const { category: slug, limit, cursor } = query;
    if (slug === undefined) return this.courses.findPublished({ limit, cursor });
    const category = await this.categories.findCourseCategory(slug);
    if (!category) return { data: [], page: { limit, nextCursor: null } };
    return this.courses.findPublished({ categoryId: category.id, limit, cursor });
  }

  /**
   * A slug is never 24 hexadecimal characters, so one parameter takes both.
   *
   * @throws DomainError `course-not-found`
   */
  async getCourse(idOrSlug: string): Promise<CatalogueCourse> {
    const course = /^[0-9a-f]{24}$/i.test(idOrSlug)
      ? await this.courses.findPublishedById(idOrSlug)
      : await this.courses.findPublishedBySlug(idOrSlug);
    if (!course) throw new DomainError(CourseErrors.notFound);
    return course;
  }
}
