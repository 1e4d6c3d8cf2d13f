import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import type { Page } from '../../../../common/pagination/index.js';
import type {
  CatalogueFilter,
  CatalogueSort,
  CourseCard,
  Facet,
  FacetCount,
} from '../../domain/catalogue.js';
import { CatalogueErrors } from '../../domain/catalogue.errors.js';
import { CatalogueRepository } from '../../persistence/catalogue.repository.js';
import { CountFacets } from './count-facets.js';
import { CourseCards } from './course-cards.js';
import { LabelCourses, type Labels } from './label-courses.js';
import { ShelfDirectory } from './shelf-directory.js';

/** What is asked of the catalogue; categories and phases by their slugs. */
export interface CatalogueQuery extends Omit<CatalogueFilter, 'categoryId' | 'phaseId'> {
  readonly category?: string;
  readonly phase?: string;
  /** By relevance where something is searched for, else the newest first. */
  readonly sort?: CatalogueSort;
  readonly facets?: readonly Facet[];
  readonly limit: number;
  readonly cursor?: string;
}

export interface CataloguePage extends Page<CourseCard> {
  readonly labels: Labels;
  /** Of all courses that fulfil the conditions, on whichever page. */
  readonly facets: Partial<Record<Facet, FacetCount[]>> | undefined;
}

/** The published courses, filtered, searched, sorted and counted (000-29). */
@Injectable()
export class ListCourses {
  constructor(
    private readonly catalogue: CatalogueRepository,
    private readonly cards: CourseCards,
    private readonly shelves: ShelfDirectory,
    private readonly countFacets: CountFacets,
    private readonly label: LabelCourses,
  ) {}

  /** @throws DomainError `nothing-to-search`, `validation-failed` for a cursor of another list */
  async execute(query: CatalogueQuery): Promise<CataloguePage> {
    const filter = await this.filterOf(query);
    const [{ data: ids, page }, facets] = await Promise.all([
      filter ? this.find(filter, query) : nothing(query),
      query.facets && this.countFacets.execute(filter, query.facets),
    ]);
    const data = await this.cards.of(ids);
    return { data, page, labels: await this.label.execute(data), facets };
  }

  private find(filter: CatalogueFilter, query: CatalogueQuery): Promise<Page<string>> {
    const { text } = filter;
    const { sort = text === undefined ? 'newest' : 'relevance', limit, cursor } = query;
    if (sort !== 'relevance') return this.catalogue.list(filter, { sort, limit, cursor });
    if (text === undefined) throw new DomainError(CatalogueErrors.nothingToSearch);
    return this.catalogue.search({ ...filter, text }, { limit, cursor });
  }

  /** @returns undefined when no course can be on the shelf that is asked for, because there is none */
  private async filterOf(query: CatalogueQuery): Promise<CatalogueFilter | undefined> {
    const {
      category,
      phase,
      sort: _sort,
      facets: _facets,
      limit: _limit,
      cursor: _cursor,
      ...filter
    } = query;
    if (category === undefined && phase === undefined) return filter;
    const directory = await this.shelves.read();
    const categoryId = category === undefined ? undefined : directory.categoryId(category);
    const phaseId = phase === undefined ? undefined : directory.phaseId(phase);
    const isMissing = (category && !categoryId) || (phase && !phaseId);
    return isMissing ? undefined : { ...filter, categoryId, phaseId };
  }
}

const nothing = ({ limit }: { limit: number }): Page<string> => ({
  data: [],
  page: { limit, nextCursor: null },
});
