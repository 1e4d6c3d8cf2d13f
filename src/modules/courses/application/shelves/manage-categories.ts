import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import type { Category } from '../../domain/category.js';
import { ShelfErrors } from '../../domain/shelf.errors.js';
import { addressOf } from '../../domain/slug.js';
import { CategoryRepository } from '../../persistence/category.repository.js';
import { CourseShelvesRepository } from '../../persistence/course-shelves.repository.js';
import { orTaken } from '../authoring/free-address.js';
import { CatalogueChanges } from '../catalogue-changes.js';

type CategoryText = Pick<Category, 'name' | 'description'>;

/** The categories of courses (001-11). */
@Injectable()
export class ManageCategories {
  constructor(
    private readonly categories: CategoryRepository,
    private readonly courses: CourseShelvesRepository,
    private readonly transactions: Transactions,
    private readonly changed: CatalogueChanges,
    private readonly audit: AuditTrail,
  ) {}

  /** By name. */
  list(): Promise<Category[]> {
    return this.categories.findCourseCategories();
  }

  /** @throws DomainError `category-taken` */
  async create({ name, description }: CategoryText): Promise<Category> {
    const category = { name, slug: addressOf(name, 'category'), description };
    const work = this.transactions.run(async () => {
      const created = await this.categories.createCourseCategory(category);
      await this.record('category.created', created.id, undefined, category);
      await this.changed.ofCategories();
      return created;
    });
    return orTaken(work, ShelfErrors.categoryTaken);
  }

  /**
   * The address stays: it stands in links and filters.
   *
   * @throws DomainError `category-not-found`
   */
  change(id: string, changes: Partial<CategoryText>): Promise<Category> {
    return this.transactions.run(async () => {
      const before = await this.categories.findCourseCategoryById(id);
      const changed = await this.categories.changeCourseCategory(id, changes);
      if (!changed) throw new DomainError(ShelfErrors.categoryNotFound);
      await this.record('category.changed', id, before, changed);
      await this.changed.ofCategories();
      return changed;
    });
  }

  /**
   * @param reassignTo the category that its courses move to; without it, one that is in use stays (A.7)
   * @throws DomainError `category-not-found`, `category-in-use`, `unknown-category`
   */
  remove(id: string, reassignTo?: string): Promise<void> {
    return this.transactions.run(async () => {
      const before = await this.categories.findCourseCategoryById(id);
      if (!(await this.categories.removeCourseCategory(id)))
        throw new DomainError(ShelfErrors.categoryNotFound);
      // It is gone by now, so that it can't be its own substitute.
      if (reassignTo !== undefined && !(await this.categories.findCourseCategoryById(reassignTo)))
        throw new DomainError(AuthoringErrors.unknownCategory);
      if (reassignTo !== undefined) await this.courses.moveCategory(id, reassignTo);
      else if (await this.courses.isCategoryUsed(id)) throw new DomainError(ShelfErrors.categoryInUse);
      await this.record('category.removed', id, before, { reassignedTo: reassignTo });
      await this.changed.ofCategories();
    });
  }

  private record(
    action: `category.${'created' | 'changed' | 'removed'}`,
    id: string,
    before: object | undefined,
    after: object,
  ): Promise<void> {
    return this.audit.record({ action, target: { type: 'category', id }, before, after });
  }
}
