import { afterAll, beforeAll, expect, it } from 'vitest';
import { CoursesConfig } from '../../src/config/index.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { addCourses, createLearner } from '../support/learners.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ settings: [[CoursesConfig, { REVIEW_TEXT_REQUIRED: true }]] });
});
afterAll(() => test.close());

it('a review needs words where the house wants it so, when it is written and ever after', async () => {
  const course = courseFactory.build();
  await addCourses(test, course);
  const { api } = await createLearner(test, course);
  const write = (body: unknown) =>
    api.post<{ id: string }>(`/api/v1/courses/${course._id.toString()}/reviews`, body);
  const needsText = { status: 422, body: { code: 'review-text-required' } };
  expect(await write({ rating: 5 })).toMatchObject(needsText);
  expect(await write({ rating: 5, text: '   ' })).toMatchObject(needsText);
  const { status, body } = await write({ rating: 5, text: 'Good.' });
  expect(status).toBe(201);
  const change = (changes: unknown) => api.send('PATCH', `/api/v1/reviews/${body.id}`, { body: changes });
  expect(await change({ text: null })).toMatchObject(needsText);
  expect(await change({ rating: 4 })).toMatchObject({ status: 200, body: { rating: 4, text: 'Good.' } });
});
