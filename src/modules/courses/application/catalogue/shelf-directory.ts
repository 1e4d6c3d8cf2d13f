import { Injectable } from '@nestjs/common';
import { CacheService, type CachePolicy } from '../../../../infra/cache/index.js';
import { CategoryRepository } from '../../persistence/category.repository.js';
import { PhaseRepository } from '../../persistence/phase.repository.js';
import { CATEGORIES_TAG, PHASES_TAG } from '../catalogue-tags.js';

/** A category or phase, as courses are labelled with it. */
export interface Shelf {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
}

interface Shelves {
  readonly categories: readonly Shelf[];
  readonly phases: readonly Shelf[];
}

/** The few categories and phases, looked up both ways. */
export class Directory {
  private readonly byId: ReadonlyMap<string, Shelf>;
  private readonly categoryIds: ReadonlyMap<string, string>;
  private readonly phaseIds: ReadonlyMap<string, string>;

  constructor({ categories, phases }: Shelves) {
    this.byId = new Map([...categories, ...phases].map((shelf) => [shelf.id, shelf]));
    this.categoryIds = new Map(categories.map(({ slug, id }) => [slug, id]));
    this.phaseIds = new Map(phases.map(({ slug, id }) => [slug, id]));
  }

  find(id: string): Shelf | undefined {
    return this.byId.get(id);
  }

  categoryId(slug: string): string | undefined {
    return this.categoryIds.get(slug);
  }

  phaseId(slug: string): string | undefined {
    return this.phaseIds.get(slug);
  }
}

const POLICY: CachePolicy = { ttl: 300, tags: [CATEGORIES_TAG, PHASES_TAG] };

/** Knows all categories and phases, so that no page of the catalogue asks the database for them. */
@Injectable()
export class ShelfDirectory {
  private known: { readonly etag: string; readonly directory: Directory } | undefined;

  constructor(
    private readonly cache: CacheService,
    private readonly categories: CategoryRepository,
    private readonly phases: PhaseRepository,
  ) {}

  async read(): Promise<Directory> {
    const { body, etag } = await this.cache.remember('shelves', POLICY, () => this.load());
    if (this.known?.etag !== etag)
      this.known = { etag, directory: new Directory(JSON.parse(body.toString()) as Shelves) };
    return this.known.directory;
  }

  private async load(): Promise<Shelves> {
    const [categories, phases] = await Promise.all([
      this.categories.findCourseCategories(),
      this.phases.findAll(),
    ]);
    return {
      categories: categories.map(({ id, slug, name }) => ({ id, slug, title: name })),
      phases: phases.map(({ id, slug, title }) => ({ id, slug, title })),
    };
  }
}
