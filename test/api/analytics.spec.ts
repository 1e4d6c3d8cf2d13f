import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Types } from 'mongoose';
import { fillWithFigures, type Figures, type PaymentFigure } from '../support/figures.js';
import type { ApiClient } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface RevenueRow {
  readonly currency: string;
  readonly payments: number;
  readonly gross: string;
  readonly refunded: string;
  readonly net: string;
}

const TODAY = '2026-03-02';

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
const decimal = (minor: number) => (minor / 100).toFixed(2);
const count = <T>(items: readonly T[], of: (item: T) => boolean) => items.filter(of).length;

describe('Analytics', () => {
  let test: TestApp;
  let world: Figures;
  let admin: ApiClient;
  let moderator: ApiClient;
  let teacher: ApiClient;
  let teacherId: Types.ObjectId;

  beforeAll(async () => {
    test = await startTestApp();
    const people = await Promise.all(
      (['admin', 'moderator', 'instructor'] as const).map((role) => createUser(test, { role })),
    );
    teacherId = people[2]!._id;
    world = await fillWithFigures(test, teacherId, people);
    [admin, moderator, teacher] = (await Promise.all(people.map((person) => signIn(test, person)))) as [
      ApiClient,
      ApiClient,
      ApiClient,
    ];
  });
  afterAll(() => test?.close());

  it('reports on the published courses what counting by hand finds', async () => {
    const { body } = await moderator.get<{
      avgRatingByCategory: { category: string; averageRating: number; courses: number }[];
      coursesByYear: { year: number; count: number }[];
      topRatedCourses: { title: string; rating: number; category: string }[];
      usersWithFavorites: number;
    }>('/api/v1/analytics');
    const published = world.courses.filter(({ status }) => status === 'published');
    const rated = published.filter(({ rating }) => rating.count > 0);

    const byCategory = world.categories
      .map(({ _id, name }) => ({
        name,
        ratings: rated.filter((course) => course.category.equals(_id)).map(({ rating }) => rating.average),
      }))
      .filter(({ ratings }) => ratings.length > 0);
    expect(body.avgRatingByCategory).toHaveLength(byCategory.length);
    for (const { name, ratings } of byCategory) {
      const row = body.avgRatingByCategory.find(({ category }) => category === name);
      expect(row?.courses).toBe(ratings.length);
      expect(row?.averageRating).toBeCloseTo(ratings.reduce((sum, one) => sum + one, 0) / ratings.length);
    }
    const averages = body.avgRatingByCategory.map(({ averageRating }) => averageRating);
    expect(averages).toEqual(averages.toSorted((a, b) => b - a));

    const years = published.map(({ publishedAt }) => publishedAt!.getUTCFullYear());
    expect(body.coursesByYear).toEqual(
      [...new Set(years)]
        .toSorted((a, b) => a - b)
        .map((year) => ({
          year,
          count: count(years, (one) => one === year),
        })),
    );

    const best = rated.map(({ rating }) => rating.average).toSorted((a, b) => b - a);
    expect(body.topRatedCourses.map(({ rating }) => rating)).toEqual(best.slice(0, 5));
    expect(Object.keys(body.topRatedCourses[0]!).toSorted()).toEqual(['category', 'rating', 'title']);

    expect(body.usersWithFavorites).toBe(new Set(world.favorites.map(({ user }) => user.toString())).size);
  });

  it('shows the platform at a glance: people, courses, enrollments, revenue', async () => {
    const { body } = await admin.get<{
      period: { from: string; to: string };
      users: {
        total: number;
        verified: number;
        byRole: Record<string, number>;
        perDay: { day: string; count: number }[];
      };
      courses: Record<string, number>;
      enrollments: {
        total: number;
        byStatus: Record<string, number>;
        completionRate: number;
        perDay: { day: string; count: number }[];
      };
      revenue: { totals: RevenueRow[]; perDay: (RevenueRow & { day: string })[] };
    }>('/api/v1/analytics/overview?from=2026-01-01&to=2026-03-02');
    const { users, enrollments } = world;

    expect(body.period).toEqual({ from: '2026-01-01', to: TODAY });
    expect(body.users.total).toBe(users.length);
    expect(body.users.verified).toBe(count(users, ({ emailVerifiedAt }) => emailVerifiedAt !== null));
    expect(body.users.byRole['student']).toBe(count(users, ({ role }) => role === 'student'));
    expect(body.users.perDay).toHaveLength(61);
    for (const { day, count: registered } of body.users.perDay)
      expect(registered).toBe(count(users, ({ createdAt }) => dayOf(createdAt!) === day));

    expect(body.courses['published']).toBe(count(world.courses, ({ status }) => status === 'published'));
    expect(body.courses['draft']).toBe(count(world.courses, ({ status }) => status === 'draft'));

    expect(body.enrollments.total).toBe(enrollments.length);
    for (const status of ['active', 'completed', 'dropped'])
      expect(body.enrollments.byStatus[status]).toBe(count(enrollments, (one) => one.status === status));
    const activated = count(enrollments, ({ activatedAt }) => activatedAt !== null);
    const completed = count(enrollments, ({ completedAt }) => completedAt !== null);
    expect(body.enrollments.completionRate).toBeCloseTo(completed / activated);
    for (const { day, count: enrolled } of body.enrollments.perDay)
      expect(enrolled).toBe(count(enrollments, ({ enrolledAt }) => dayOf(enrolledAt) === day));

    expect(body.revenue.totals).toEqual(revenueOf(world.payments));
    for (const day of new Set(world.payments.flatMap(({ paidAt }) => (paidAt ? [dayOf(paidAt)] : []))))
      expect(body.revenue.perDay.filter((row) => row.day === day)).toEqual(
        revenueOf(world.payments.filter(({ paidAt }) => paidAt && dayOf(paidAt) === day)).map((row) => ({
          day,
          ...row,
        })),
      );
  });

  it('shows an instructor how far learners come, where they stop, what they think and what they paid', async () => {
    const course = world.courses[0]!;
    const { body } = await teacher.get<{
      funnel: Record<string, number>;
      lessons: { lessonId: string; title: string; started: number; completed: number }[];
      ratings: { stars: number; count: number }[];
      revenue: (RevenueRow & { month: string })[];
    }>(`/api/v1/analytics/courses/${course._id.toString()}`);
    const own = world.enrollments.filter((one) => one.course.equals(course._id) && one.activatedAt);

    expect(body.funnel).toEqual({
      enrolled: own.length,
      started: count(own, ({ startedAt }) => startedAt !== null),
      half: count(own, ({ progress }) => progress.percentage >= 50),
      completed: count(own, ({ completedAt }) => completedAt !== null),
    });
    expect(body.lessons).toEqual(
      world.lessons.map(({ _id, title }) => {
        const rows = world.progress.filter(({ lesson }) => lesson.equals(_id));
        return {
          lessonId: _id.toString(),
          title,
          started: rows.length,
          completed: count(rows, ({ isCompleted }) => isCompleted),
        };
      }),
    );
    expect(body.ratings).toEqual(
      [1, 2, 3, 4, 5].map((stars) => ({
        stars,
        count: count(
          world.reviews,
          (one) => one.course.equals(course._id) && one.rating === stars && !one.hiddenAt,
        ),
      })),
    );
    const paid = world.payments.filter((one) => one.course.equals(course._id));
    const months = [...new Set(paid.flatMap(({ paidAt }) => (paidAt ? [dayOf(paidAt).slice(0, 7)] : [])))];
    expect(body.revenue).toEqual(
      months.toSorted().flatMap((month) =>
        revenueOf(paid.filter(({ paidAt }) => paidAt && dayOf(paidAt).startsWith(month))).map((row) => ({
          month,
          ...row,
        })),
      ),
    );
  });

  it('shows instructors what their own courses earned, and nothing of others', async () => {
    const { body } = await teacher.get<{
      totals: RevenueRow[];
      courses: (RevenueRow & { courseId: string; title: string })[];
    }>('/api/v1/users/me/revenue');
    const ids = new Set(
      world.courses.filter(({ instructor }) => instructor.equals(teacherId)).map(({ _id }) => _id.toString()),
    );
    const own = world.payments.filter(({ course }) => ids.has(course.toString()));
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(world.payments.length);
    expect(body.totals).toEqual(revenueOf(own));
    for (const { courseId, title, ...row } of body.courses) {
      expect(title).toBe(world.courses.find(({ _id }) => _id.equals(courseId))!.title);
      expect(revenueOf(own.filter(({ course }) => course.equals(courseId)))).toContainEqual(row);
    }
  });

  it('keeps figures from those whom they do not concern', async () => {
    const others = world.courses.find(({ instructor }) => !instructor.equals(teacherId))!;
    expect((await teacher.get(`/api/v1/analytics/courses/${others._id.toString()}`)).status).toBe(404);
    expect((await admin.get(`/api/v1/analytics/courses/${others._id.toString()}`)).status).toBe(200);
    expect((await teacher.get('/api/v1/analytics')).status).toBe(403);
    expect((await moderator.get('/api/v1/analytics/overview')).status).toBe(403);
    expect((await moderator.get('/api/v1/analytics/revenue')).status).toBe(403);
    expect((await test.api.get('/api/v1/analytics')).status).toBe(401);
  });

  it('refuses periods that are none, and says why', async () => {
    for (const period of ['from=2026-02-02&to=2026-02-01', 'from=2020-01-01&to=2026-01-01']) {
      const { status, body } = await admin.get(`/api/v1/analytics/revenue?${period}`);
      expect([status, body['code']]).toEqual([400, 'unusable-period']);
    }
    expect((await admin.get('/api/v1/analytics/revenue?from=2026-02-30')).body['code']).toBe(
      'validation-failed',
    );
  });

  it('answers the same question from the cache', async () => {
    const path = '/api/v1/analytics/revenue?from=2026-01-01&to=2026-01-31';
    expect((await admin.get(path)).headers.get('x-cache')).toBe('MISS');
    expect((await admin.get(path)).headers.get('x-cache')).toBe('HIT');
  });
});

/** By currency, what payments brought. */
function revenueOf(payments: readonly PaymentFigure[]): RevenueRow[] {
  const made = payments.filter(({ paidAt }) => paidAt);
  return [...new Set(made.map(({ amount }) => amount.currency))].toSorted().map((currency) => {
    const rows = made.filter(({ amount }) => amount.currency === currency);
    const gross = rows.reduce((sum, { amount }) => sum + amount.amount, 0);
    const refunded = rows.reduce((sum, { refundedAmount }) => sum + refundedAmount, 0);
    return {
      currency,
      payments: rows.length,
      gross: decimal(gross),
      refunded: decimal(refunded),
      net: decimal(gross - refunded),
    };
  });
}
