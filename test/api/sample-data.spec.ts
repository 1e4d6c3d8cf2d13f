import { readFileSync } from 'node:fs';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Seeder } from '../../src/infra/seeding/index.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const COLLECTIONS = ['courses', 'sections', 'lessons', 'phases', 'users'];

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await test.app.get(Seeder).run({ full: true });
}, 120_000);
afterAll(() => test.close());

const count = (collection: string) =>
  test.app.get<Connection>(getConnectionToken()).collection(collection).countDocuments();

interface Parameter {
  name: string;
  in: string;
  example?: unknown;
  schema: { example?: unknown; default?: unknown };
}

/** What Swagger UI's "Try it out" fills in, and sends unless somebody clears it. */
const prefilled = ({ example, schema }: Parameter): unknown => example ?? schema.example ?? schema.default;

/** The reads without an id in their path, with all that is filled in. */
function triedOut(): { path: string; query: string }[] {
  // As it is committed and served: it takes the compiler to read examples from comments.
  const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
    paths: Record<string, { get?: { parameters?: Parameter[]; responses: Record<string, object> } }>;
  };
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const parameters = (get?.parameters ?? []).filter((parameter) => parameter.in === 'query');
    // What leads somewhere else needs what happened there.
    if (!get?.responses['200'] || path.includes('{') || path.includes('/return/')) return [];
    const filled = parameters.filter((parameter) => prefilled(parameter) !== undefined);
    const query = filled.map((parameter): [string, string] => [parameter.name, String(prefilled(parameter))]);
    return query.length > 0 ? [{ path, query: new URLSearchParams(query).toString() }] : [];
  });
}

describe('the examples of the documentation, all sent together', () => {
  it('find a course of the sample data in the catalogue', async () => {
    const { path, query } = triedOut().find((tried) => tried.path === '/api/v1/courses')!;
    // The conditions that are worth an example are in it.
    for (const name of ['q', 'category', 'phase', 'language', 'tag', 'minPrice', 'maxPrice', 'facets'])
      expect([...new URLSearchParams(query).keys()]).toContain(name);
    const { status, body } = await test.api.get<{ data: { slug: string }[] }>(`${path}?${query}`);
    expect([status, body.data.map(({ slug }) => slug)]).toEqual([200, ['javascript-fundamentals']]);
  });

  it('are taken by every other read', async () => {
    const admin = await signIn(test, await createUser(test, { role: 'admin' }));
    const tried = triedOut();
    expect(tried.length).toBeGreaterThan(10);
    for (const { path, query } of tried) {
      const { status, text } = await admin.get(`${path}?${query}`);
      expect([path, status, status === 200 ? '' : text]).toEqual([path, 200, '']);
    }
  });
});

describe('the sample data', () => {
  it('offers the course of the documents, with previews and its totals', async () => {
    const { status, body } = await test.api.get('/api/v1/courses/javascript-fundamentals');
    expect(status).toBe(200);
    expect(body).toMatchObject({ title: 'JavaScript Fundamentals', price: '99.99', currency: 'USD' });
    const stored = await test.app
      .get<Connection>(getConnectionToken())
      .collection('courses')
      .findOne({ slug: 'javascript-fundamentals' });
    expect(stored).toMatchObject({
      totalLessons: 8,
      lessonCounts: { video: 5, document: 1, code: 1, lab: 1 },
    });
  });

  it('keeps drafts and what waits for a review out of the catalogue', async () => {
    for (const slug of ['the-browser-in-depth', 'asynchronous-javascript'])
      expect((await test.api.get(`/api/v1/courses/${slug}`)).status).toBe(404);
  });

  it('has phases that add up their courses', async () => {
    const { body } = await test.api.get<{ data: object[] }>('/api/v1/phases');
    expect(body.data).toMatchObject([
      { slug: 'foundations', totalCourses: 8, totalLessons: 43 },
      { slug: 'practice', totalCourses: 14, totalLessons: 70 },
      { slug: 'mastery', totalCourses: 7, totalLessons: 35 },
    ]);
  });

  it('is the same when it is filled in again', async () => {
    const before = await Promise.all(COLLECTIONS.map(count));
    await test.app.get(Seeder).run({ full: true });
    expect(await Promise.all(COLLECTIONS.map(count))).toEqual(before);
  });
});
