import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import type { ApiClient } from '../support/api-client.js';
import { addCourses } from '../support/learners.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface FavoritePage {
  data: { slug: string; price: string }[];
  page: { nextCursor: string | null };
}

let test: TestApp;
let courses: CourseDocument[];
let student: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

beforeEach(async () => {
  courses = courseFactory.buildList(3);
  await addCourses(test, ...courses);
  student = await signIn(test, await createUser(test));
});

const pathOf = ({ _id }: Pick<CourseDocument, '_id'>) => `/api/v1/courses/${_id.toString()}/favorite`;
const add = (course: CourseDocument) => student.send('PUT', pathOf(course));
const remove = (course: CourseDocument) => student.send('DELETE', pathOf(course));
const list = async (query = '') =>
  (await student.get<FavoritePage>(`/api/v1/users/me/favorites${query}`)).body;
const slugs = ({ data }: FavoritePage) => data.map(({ slug }) => slug);
const favoriteCount = async ({ slug }: CourseDocument) =>
  (await test.api.get(`/api/v1/courses/${slug}`)).body['favoriteCount'];

describe('favourites', () => {
  it('are kept and let go, however often one says so, and counted once', async () => {
    const [course] = courses as [CourseDocument];
    const adding = await Promise.all(Array.from({ length: 10 }, () => add(course)));
    expect(adding.map(({ status }) => status)).toEqual(adding.map(() => 204));
    expect(slugs(await list())).toEqual([course.slug]);
    expect(await favoriteCount(course)).toBe(1);
  });

  it('are removed, however often one says so', async () => {
    const [course] = courses as [CourseDocument];
    await add(course);
    const removing = await Promise.all(Array.from({ length: 10 }, () => remove(course)));
    expect(removing.map(({ status }) => status)).toEqual(removing.map(() => 204));
    expect(slugs(await list())).toEqual([]);
    expect(await favoriteCount(course)).toBe(0);
    expect((await remove(course)).status).toBe(204);
  });

  it('are listed as courses, the latest first, page by page, to nobody else', async () => {
    for (const course of courses) {
      test.clock.advance(1000);
      await add(course);
    }
    const first = await list('?limit=2');
    expect(slugs(first)).toEqual([courses[2]?.slug, courses[1]?.slug]);
    expect(first.data[0]).toMatchObject({ price: '99.99', currency: 'USD', rating: { count: 0 } });
    const second = await list(`?limit=2&cursor=${first.page.nextCursor}`);
    expect([slugs(second), second.page.nextCursor]).toEqual([[courses[0]?.slug], null]);
    student = await signIn(test, await createUser(test));
    expect(slugs(await list())).toEqual([]);
  });

  it('of courses that have left the catalogue are passed over, and can be removed', async () => {
    const [gone, there] = courses as [CourseDocument, CourseDocument];
    await add(gone);
    await add(there);
    await test.app
      .get<Model<CourseDocument>>(getModelToken(COURSE_MODEL))
      .updateOne({ _id: gone._id }, { $set: { status: 'archived' } });
    expect(slugs(await list())).toEqual([there.slug]);
    expect((await remove(gone)).status).toBe(204);
  });

  it('are courses of the catalogue', async () => {
    const draft = courseFactory.build({ status: 'draft' });
    const archived = courseFactory.build({ status: 'archived' });
    await addCourses(test, draft, archived);
    for (const course of [draft, archived])
      expect(await add(course)).toMatchObject({ status: 404, body: { code: 'course-not-found' } });
    expect((await student.send('DELETE', pathOf(draft))).status).toBe(404);
    expect((await student.send('PUT', '/api/v1/courses/nowhere/favorite')).status).toBe(400);
    expect((await test.api.send('PUT', pathOf(draft))).status).toBe(401);
  });
});
