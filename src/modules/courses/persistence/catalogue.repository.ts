import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, trusted, type Model } from 'mongoose';
import {
  decodeCursor,
  encodeCursor,
  invalidCursor,
  mapPage,
  type Page,
} from '../../../common/pagination/index.js';
import {
  SoftDeleteRepository,
  type BaseDocument,
  type Picked,
  type Sort,
} from '../../../infra/mongo/index.js';
import type { CatalogueFilter, CatalogueSort, CourseCard, CoursePage } from '../domain/catalogue.js';
import { catalogueFilter, IN_CATALOGUE } from './catalogue-filter.js';
import { atAddress } from './course-address.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';

const CARD = [
  'title',
  'slug',
  'description',
  'category',
  'level',
  'language',
  'tags',
  'price',
  'originalAmount',
  'instructor',
  'thumbnail',
  'totalLessons',
  'totalDurationSeconds',
  'rating',
  'enrollmentCount',
  'publishedAt',
] as const satisfies (keyof CourseDocument)[];

const PAGE = [
  ...CARD,
  'fullDescription',
  'subcategory',
  'phase',
  'duration',
  'requirements',
  'whatYouWillLearn',
  'targetAudience',
  'skills',
  'prerequisites',
  'previewVideo',
  'image',
  'icon',
  'lessonCounts',
  'viewCount',
  'favoriteCount',
  'seo',
  'settings',
  'accessDays',
] as const satisfies (keyof CourseDocument)[];

/** Each has an index of the same order; see the schema. */
const SORTS: Readonly<Record<Exclude<CatalogueSort, 'relevance'>, Sort>> = {
  newest: { publishedAt: -1 },
  popular: { enrollmentCount: -1 },
  rating: { 'rating.average': -1 },
  price: { 'price.amount': 1 },
  '-price': { 'price.amount': -1 },
};

/** How far a search is read by relevance. Scores can't be continued from, so that each page costs all before it. */
const MAX_RELEVANT = 1_000;

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** Published, public courses, as everybody may see them. */
@Injectable()
export class CatalogueRepository extends SoftDeleteRepository<CourseDocument> {
  constructor(@InjectModel(COURSE_MODEL) model: Model<CourseDocument>) {
    super(model);
  }

  /**
   * The ids of the courses of a page; {@link findCards} brings what to show of them.
   *
   * @throws DomainError `validation-failed` when the cursor isn't one of this list
   */
  async list(
    filter: CatalogueFilter,
    { sort, ...query }: PageQuery & { sort: Exclude<CatalogueSort, 'relevance'> },
  ): Promise<Page<string>> {
    const page = await this.page(catalogueFilter(filter), {
      ...query,
      sort: SORTS[sort],
      fields: ['_id'],
      present: ['publishedAt'],
    });
    return mapPage(page, idOf);
  }

  /**
   * As {@link list}, the most relevant first; ends after {@link MAX_RELEVANT}.
   *
   * @throws DomainError `validation-failed` when the cursor isn't one of this list
   */
  async search(
    filter: CatalogueFilter & { text: string },
    { limit, cursor }: PageQuery,
  ): Promise<Page<string>> {
    const offset = cursor === undefined ? 0 : offsetOf(cursor);
    const found = await this.model
      .find(
        catalogueFilter(filter),
        { _id: 1 },
        {
          sort: { score: { $meta: 'textScore' }, _id: -1 },
          skip: offset,
          limit: Math.min(limit + 1, MAX_RELEVANT - offset),
        },
      )
      .lean<BaseDocument[]>();
    const next = found.length > limit ? encodeCursor('relevance', [offset + limit]) : null;
    return { data: found.slice(0, limit).map(idOf), page: { limit, nextCursor: next } };
  }

  async findPage(idOrSlug: string): Promise<CoursePage | undefined> {
    const found = await this.findOne({ ...atAddress(idOrSlug), ...IN_CATALOGUE }, { fields: PAGE });
    return found ? toPage(found) : undefined;
  }

  /** Those of these courses that are in the catalogue. */
  async findCards(ids: readonly string[]): Promise<ReadonlyMap<string, CourseCard>> {
    if (ids.length === 0) return new Map();
    const _id = trusted({ $in: ids.map((id) => new Types.ObjectId(id)) });
    const found = await this.find({ _id, ...IN_CATALOGUE }, { fields: CARD });
    return new Map(found.map((document) => [document._id.toString(), toCard(document)]));
  }

  isListed(courseId: string): Promise<boolean> {
    return this.exists({ _id: new Types.ObjectId(courseId), ...IN_CATALOGUE });
  }
}

const idOf = ({ _id }: BaseDocument): string => _id.toString();

type CardDocument = Picked<CourseDocument, (typeof CARD)[number]>;

/** Written out, because copying what is left of a document makes objects that are slow to read, twenty a page. */
function toCard(document: CardDocument): CourseCard {
  return {
    id: document._id.toString(),
    title: document.title,
    slug: document.slug,
    description: document.description,
    categoryId: document.category.toString(),
    level: document.level,
    language: document.language,
    tags: document.tags,
    price: document.price,
    originalAmount: document.originalAmount,
    instructorId: document.instructor.toString(),
    thumbnail: document.thumbnail,
    totalLessons: document.totalLessons,
    totalDurationSeconds: document.totalDurationSeconds,
    rating: document.rating,
    enrollmentCount: document.enrollmentCount,
    publishedAt: document.publishedAt,
  };
}

function toPage(document: Picked<CourseDocument, (typeof PAGE)[number]>): CoursePage {
  const { phase, prerequisites, ...rest } = document;
  return {
    ...rest,
    ...toCard(document),
    phaseId: phase?.toString() ?? null,
    prerequisites: prerequisites.map(String),
  };
}

function offsetOf(cursor: string): number {
  const [offset] = decodeCursor(cursor, 'relevance', 1);
  const isPosition = typeof offset === 'number' && Number.isInteger(offset) && offset > 0;
  if (!isPosition || offset >= MAX_RELEVANT) throw invalidCursor();
  return offset;
}
