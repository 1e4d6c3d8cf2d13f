import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model, type PipelineStage } from 'mongoose';
import type { CatalogueReports, CourseTotals, RatingDistribution } from '../domain/course-reports.js';
import { COURSE_STATUSES } from '../domain/course.js';
import { IN_CATALOGUE } from './catalogue-filter.js';
import { COURSE_MODEL, type CourseDocument } from './course.schema.js';
import { FAVORITE_MODEL, type FavoriteDocument } from './favorite.schema.js';
import { REVIEW_MODEL, type ReviewDocument } from './review.schema.js';

const TOP = 5;
const STARS = [1, 2, 3, 4, 5] as const;

const RATED: PipelineStage.Match = { $match: { ...IN_CATALOGUE, 'rating.count': { $gt: 0 } } };

/** Puts the name of a category in the place of its id. */
const nameCategory = (path: string): PipelineStage[] => [
  { $lookup: { from: 'categories', localField: path, foreignField: '_id', as: 'shelf' } },
  { $unwind: '$shelf' },
  { $addFields: { category: '$shelf.name' } },
];

/** What is counted over all courses. Each report filters first, by an index. */
@Injectable()
export class CourseReportRepository {
  constructor(
    @InjectModel(COURSE_MODEL) private readonly courses: Model<CourseDocument>,
    @InjectModel(REVIEW_MODEL) private readonly reviews: Model<ReviewDocument>,
    @InjectModel(FAVORITE_MODEL) private readonly favorites: Model<FavoriteDocument>,
  ) {}

  averageRatingByCategory(): Promise<CatalogueReports['avgRatingByCategory']> {
    return this.courses.aggregate([
      RATED,
      {
        $group: { _id: '$category', averageRating: { $avg: '$rating.average' }, courses: { $sum: 1 } },
      },
      ...nameCategory('_id'),
      { $sort: { averageRating: -1, category: 1 } },
      { $unset: ['_id', 'shelf'] },
    ]);
  }

  coursesByYear(): Promise<CatalogueReports['coursesByYear']> {
    return this.courses.aggregate([
      { $match: IN_CATALOGUE },
      { $group: { _id: { $year: '$publishedAt' }, count: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, year: '$_id', count: 1 } },
    ]);
  }

  topRatedCourses(): Promise<CatalogueReports['topRatedCourses']> {
    return this.courses.aggregate([
      RATED,
      { $sort: { 'rating.average': -1, _id: -1 } },
      { $limit: TOP },
      ...nameCategory('category'),
      // The look-up doesn't promise to keep the order.
      { $sort: { 'rating.average': -1, _id: -1 } },
      { $project: { _id: 0, title: 1, rating: '$rating.average', category: 1 } },
    ]);
  }

  async usersWithFavorites(): Promise<number> {
    const [total] = await this.favorites.aggregate<{ users: number }>([
      { $group: { _id: '$user' } },
      { $count: 'users' },
    ]);
    return total?.users ?? 0;
  }

  async ratingDistribution(courseId: string): Promise<RatingDistribution> {
    const buckets = await this.reviews.aggregate<{ _id: number; count: number }>([
      {
        $match: { course: new Types.ObjectId(courseId), hiddenAt: null, archivedAt: null, isDeleted: false },
      },
      { $bucket: { groupBy: '$rating', boundaries: [...STARS, 6], output: { count: { $sum: 1 } } } },
    ]);
    const counts = new Map(buckets.map(({ _id, count }) => [_id, count]));
    return STARS.map((stars) => ({ stars, count: counts.get(stars) ?? 0 }));
  }

  async totals(): Promise<CourseTotals> {
    const groups = await this.courses.aggregate<{ _id: string; count: number }>([
      { $match: { isDeleted: false } },
      { $group: { _id: '$status', count: { $sum: 1 } } },
    ]);
    const counts = new Map(groups.map(({ _id, count }) => [_id, count]));
    return Object.fromEntries(
      COURSE_STATUSES.map((status) => [status, counts.get(status) ?? 0]),
    ) as CourseTotals;
  }
}
