import type { Category } from '../domain/category.js';

export class CategoryDto {
  /** @example "665f1c2ab7e4c0a1d2e3f401" */
  id: string;

  /** @example "Programming" */
  name: string;

  /** @example "programming" */
  slug: string;

  /** @example "Languages, tools and the craft of writing software" */
  description: string;

  static of({ id, name, slug, description }: Category): CategoryDto {
    return { id, name, slug, description };
  }
}

export class CategoryListDto {
  data: CategoryDto[];
}
