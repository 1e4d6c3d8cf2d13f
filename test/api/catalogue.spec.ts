import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COURSE_MODEL, type CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface CoursePage {
  data: { slug: string }[];
  page: { nextCursor: string | null; limit: number };
}

let test: TestApp;
let courses: CourseDocument[];
beforeAll(async () => {
  test = await startTestApp();
  const { body } = await test.api.get<{ data: { id: string; slug: string }[] }>('/api/v1/categories');
  const design = new Types.ObjectId(body.data.find(({ slug }) => slug === 'design')?.id);
  courses = [
    ...courseFactory.buildList(5),
    courseFactory.build({ slug: 'typography', category: design }),
    courseFactory.build({ slug: 'draft', status: 'draft' }),
    courseFactory.build({ slug: 'secret', isPublic: false }),
    courseFactory.build({ slug: 'deleted', isDeleted: true }),
  ];
  await test.app.get<Model<CourseDocument>>(getModelToken(COURSE_MODEL)).collection.insertMany(courses);
});
afterAll(() => test.close());

const slugs = ({ data }: CoursePage) => data.map(({ slug }) => slug);

describe('the catalogue', () => {
  it('starts with the six categories of the documents', async () => {
    const { body } = await test.api.get<{ data: { name: string }[] }>('/api/v1/categories');
    expect(body.data.map(({ name }) => name)).toEqual([
      'Business',
      'Data Science',
      'Design',
      'Marketing',
      'Other',
      'Programming',
    ]);
  });

  it('lists what is published and public, newest first, page by page', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor ? `?limit=4&cursor=${cursor}` : '?limit=4';
      const { status, body } = await test.api.get<CoursePage>(`/api/v1/courses${query}`);
      expect(status).toBe(200);
      expect(body.page.limit).toBe(4);
      seen.push(...slugs(body));
      cursor = body.page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([
      'typography',
      ...courses
        .slice(0, 5)
        .map(({ slug }) => slug)
        .toReversed(),
    ]);
  });

  it('lists a category, and nothing for one that does not exist', async () => {
    expect(slugs((await test.api.get<CoursePage>('/api/v1/courses?category=design')).body)).toEqual([
      'typography',
    ]);
    expect(slugs((await test.api.get<CoursePage>('/api/v1/courses?category=alchemy')).body)).toEqual([]);
  });

  it('shows a course by id and by slug, with its price as a decimal string', async () => {
    const [course] = courses;
    for (const name of [course?.slug, course?._id.toString()]) {
      const { status, body } = await test.api.get(`/api/v1/courses/${name}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        id: course?._id.toString(),
        slug: course?.slug,
        price: '99.99',
        currency: 'USD',
      });
    }
  });

  it.each(['draft', 'secret', 'deleted', 'nowhere', '0'.repeat(24), '%24where'])('hides %s', async (slug) => {
    expect(await test.api.get(`/api/v1/courses/${slug}`)).toMatchObject({
      status: 404,
      body: { code: 'course-not-found' },
    });
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=many',
    'cursor=nonsense',
    'category=$ne',
    'sort=price',
    'category[$ne]=design',
  ])('refuses ?%s', async (query) => {
    expect(await test.api.get(`/api/v1/courses?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'validation-failed' },
    });
  });
});
