import { Injectable } from '@nestjs/common';
import type { Category } from '../domain/category.js';
import { CategoryRepository } from '../persistence/category.repository.js';

/** What everybody may see of the catalogue beside courses. */
@Injectable()
export class BrowseCatalogue {
  constructor(private readonly categories: CategoryRepository) {}

  listCategories(): Promise<Category[]> {
    return this.categories.findCourseCategories();
  }
}
