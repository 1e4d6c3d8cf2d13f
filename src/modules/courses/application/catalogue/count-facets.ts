import { Injectable } from '@nestjs/common';
import { CacheService, type CachePolicy } from '../../../../infra/cache/index.js';
import type { CatalogueFilter, Facet, FacetCount } from '../../domain/catalogue.js';
import { FacetRepository } from '../../persistence/facet.repository.js';
import { CATEGORIES_TAG, COURSES_TAG } from '../catalogue-tags.js';
import { ShelfDirectory, type Directory } from './shelf-directory.js';

type Counts = Partial<Record<Facet, FacetCount[]>>;

/** Every page and every order of a list have the same facets. */
const POLICY: CachePolicy = { ttl: 300, tags: [COURSES_TAG, CATEGORIES_TAG] };

/** Counts how many courses have which value, among those that fulfil a filter. */
@Injectable()
export class CountFacets {
  constructor(
    private readonly repository: FacetRepository,
    private readonly shelves: ShelfDirectory,
    private readonly cache: CacheService,
  ) {}

  /** @param filter none is fulfilled by no course */
  async execute(filter: CatalogueFilter | undefined, facets: readonly Facet[]): Promise<Counts> {
    if (!filter) return Object.fromEntries(facets.map((facet) => [facet, []]));
    const key = `facets\n${JSON.stringify([filter, facets])}`;
    const { body } = await this.cache.remember(key, POLICY, () => this.count(filter, facets));
    return JSON.parse(body.toString()) as Counts;
  }

  private async count(filter: CatalogueFilter, facets: readonly Facet[]): Promise<Counts> {
    const counts = await this.repository.count(filter, facets);
    return {
      ...counts,
      ...(counts.category && { category: bySlug(counts.category, await this.shelves.read()) }),
      ...(counts.rating && { rating: atLeast(counts.rating) }),
    };
  }
}

const bySlug = (counts: readonly FacetCount[], shelves: Directory): FacetCount[] =>
  counts
    .flatMap(({ value, count }) => {
      const shelf = shelves.find(value);
      return shelf ? [{ value: shelf.slug, count }] : [];
    })
    .toSorted((one, other) => other.count - one.count || one.value.localeCompare(other.value));

/** From "so many stars" to "so many stars or more", as one filters. */
function atLeast(counts: readonly FacetCount[]): FacetCount[] {
  let total = 0;
  return ['4', '3', '2', '1'].map((value) => {
    total += counts.find((count) => count.value === value)?.count ?? 0;
    return { value, count: total };
  });
}
