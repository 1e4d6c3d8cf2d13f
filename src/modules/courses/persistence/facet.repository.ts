import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, PipelineStage } from 'mongoose';
import type { CatalogueFilter, Facet, FacetCount } from '../domain/catalogue.js';
import { catalogueFilter } from './catalogue-filter.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';

type Stages = PipelineStage.FacetPipelineStage[];

/** Nobody reads on. */
const MAX_VALUES = 30;

const countBy = (value: unknown): Stages => [
  { $group: { _id: value, count: { $sum: 1 } } },
  { $sort: { count: -1, _id: 1 } },
  { $limit: MAX_VALUES },
];

const COUNTS: Readonly<Record<Facet, Stages>> = {
  category: countBy('$category'),
  level: countBy('$level'),
  language: countBy('$language'),
  tag: [{ $unwind: '$tags' }, ...countBy('$tags')],
  // By whole stars, of those that have any.
  rating: [
    { $match: { 'rating.count': { $gt: 0 } } },
    {
      $bucket: {
        groupBy: '$rating.average',
        boundaries: [1, 2, 3, 4, 5.1],
        default: 'none',
        output: { count: { $sum: 1 } },
      },
    },
    // Within `$facet` not every server keeps the order of the buckets.
    { $sort: { _id: 1 } },
  ],
  free: countBy({ $cond: [{ $eq: ['$price.amount', 0] }, 'true', 'false'] }),
};

/** How many of the courses that fulfil a filter have which value. */
@Injectable()
export class FacetRepository {
  constructor(@InjectModel(COURSE_MODEL) private readonly model: Model<CourseDocument>) {}

  /** The most frequent values first; categories by their ids, ratings by whole stars. One query for all. */
  async count(
    filter: CatalogueFilter,
    facets: readonly Facet[],
  ): Promise<Partial<Record<Facet, FacetCount[]>>> {
    const [counts] = await this.model.aggregate<Record<Facet, { _id: unknown; count: number }[]>>([
      { $match: catalogueFilter(filter) },
      { $project: { category: 1, level: 1, language: 1, tags: 1, rating: 1, price: 1 } },
      { $facet: Object.fromEntries(facets.map((facet) => [facet, COUNTS[facet]])) },
    ]);
    return Object.fromEntries(
      facets.map((facet) => [
        facet,
        (counts?.[facet] ?? []).map(({ _id, count }) => ({ value: String(_id), count })),
      ]),
    );
  }
}
