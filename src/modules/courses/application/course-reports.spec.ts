import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../../test/support/mongo.js';
import { CourseReportRepository } from '../persistence/course-report.repository.js';
import { COURSE_MODEL, courseSchema, type CourseDocument } from '../persistence/course.schema.js';
import { FAVORITE_MODEL, favoriteSchema } from '../persistence/favorite.schema.js';
import { REVIEW_MODEL, reviewSchema, type ReviewDocument } from '../persistence/review.schema.js';
import { courseFactory } from '../testing/course.factory.js';
import { CourseReports } from './course-reports.js';

const SHELVES = ['Programming', 'Design', 'Business'].map((name) => ({ _id: new Types.ObjectId(), name }));

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

let bench: MongoBench;
let reports: CourseReports;

beforeAll(async () => {
  bench = await startMongoBench({
    models: [
      { name: COURSE_MODEL, schema: courseSchema },
      { name: FAVORITE_MODEL, schema: favoriteSchema },
      { name: REVIEW_MODEL, schema: reviewSchema },
    ],
    providers: [CourseReports, CourseReportRepository],
  });
  reports = bench.module.get(CourseReports);
  await bench.connection.collection('categories').insertMany(SHELVES);
});
afterAll(() => bench.close());

describe('the four reports', () => {
  /** Courses of every kind: rated and not, published and not, of three years. */
  const courses = Array.from({ length: 120 }, (_, index): CourseDocument => {
    const count = index % 4;
    const sum = count * (1 + ((index * 7) % 41) / 10);
    return courseFactory.build({
      title: `Course ${index}`,
      category: SHELVES[index % 3]?._id,
      publishedAt: new Date(Date.UTC(2024 + (index % 3), 11, 31, 23, 59)),
      rating: { average: count && sum / count, count, sum },
      status: index % 11 === 0 ? 'draft' : 'published',
      isPublic: index % 13 !== 0,
      isDeleted: index % 17 === 0,
    });
  });
  const shown = courses.filter(
    ({ status, isPublic, isDeleted }) => status === 'published' && isPublic && !isDeleted,
  );
  const rated = shown.filter(({ rating }) => rating.count > 0);
  const nameOf = ({ category }: CourseDocument) => SHELVES.find(({ _id }) => _id.equals(category))!.name;

  beforeAll(async () => {
    await bench.module.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL)).collection.insertMany(courses);
  });

  it('rate categories, the best first, as counting by hand does', async () => {
    const { avgRatingByCategory } = await reports.fourReports();
    const byHand = [...Map.groupBy(rated, nameOf)]
      .map(([category, group]) => ({
        category,
        averageRating: mean(group.map(({ rating }) => rating.average)),
        courses: group.length,
      }))
      .toSorted((one, other) => other.averageRating - one.averageRating);
    expect(avgRatingByCategory).toEqual(
      byHand.map((entry) => ({ ...entry, averageRating: expect.closeTo(entry.averageRating, 10) as number })),
    );
  });

  it('count the courses of each year, the earliest first', async () => {
    const { coursesByYear } = await reports.fourReports();
    expect(coursesByYear).toEqual(
      [2024, 2025, 2026].map((year) => ({
        year,
        count: shown.filter(({ publishedAt }) => publishedAt?.getUTCFullYear() === year).length,
      })),
    );
  });

  it('name the five best courses with title, rating and category, and nothing else', async () => {
    const { topRatedCourses } = await reports.fourReports();
    const best = rated.map(({ rating }) => rating.average).toSorted((one, other) => other - one);
    expect(topRatedCourses.map(({ rating }) => rating)).toEqual(best.slice(0, 5));
    for (const top of topRatedCourses) {
      const course = rated.find(({ title }) => title === top.title)!;
      expect(top).toEqual({ title: course.title, rating: course.rating.average, category: nameOf(course) });
    }
  });

  it('count the users who have favourites, each once, and none when there are none', async () => {
    expect((await reports.fourReports()).usersWithFavorites).toBe(0);
    const [one, two] = [new Types.ObjectId(), new Types.ObjectId()];
    const favorites = [one, one, two].map((user) => ({ user, course: new Types.ObjectId() }));
    await bench.connection.collection('favorites').insertMany(favorites);
    expect((await reports.fourReports()).usersWithFavorites).toBe(2);
  });

  it('count courses by their status, without those that are deleted', async () => {
    const there = courses.filter(({ isDeleted }) => !isDeleted);
    const count = (wanted: string) => there.filter(({ status }) => status === wanted).length;
    expect(await reports.totals()).toEqual({
      draft: count('draft'),
      'under-review': 0,
      published: count('published'),
      archived: 0,
    });
  });
});

describe('the distribution of stars', () => {
  const course = new Types.ObjectId();
  const reviews = () => bench.module.get<Model<ReviewDocument>>(getModelToken(REVIEW_MODEL));

  beforeEach(() => reviews().deleteMany({}));

  it('has a number for each of them, of the reviews that are shown', async () => {
    const review = (rating: number, values: Partial<ReviewDocument> = {}) => ({
      course,
      user: new Types.ObjectId(),
      rating,
      hiddenAt: null,
      isDeleted: false,
      ...values,
    });
    await reviews().collection.insertMany([
      ...[1, 3, 3, 5, 5, 5].map((rating) => review(rating)),
      review(5, { hiddenAt: new Date() }),
      review(5, { isDeleted: true }),
      review(5, { course: new Types.ObjectId() }),
    ]);
    expect(await reports.ratingDistribution(course.toString())).toEqual([
      { stars: 1, count: 1 },
      { stars: 2, count: 0 },
      { stars: 3, count: 2 },
      { stars: 4, count: 0 },
      { stars: 5, count: 3 },
    ]);
  });

  it('is all zeros without a review', async () => {
    const distribution = await reports.ratingDistribution(course.toString());
    expect(distribution.map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
  });
});
