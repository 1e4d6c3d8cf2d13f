import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Seeder } from '../../src/infra/seeding/index.js';
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
      { slug: 'foundations', totalCourses: 7, totalLessons: 35 },
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
