import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import type { ApiClient } from '../support/api-client.js';
import { addCourses, createLearner, type Learner } from '../support/learners.js';
import { createUser, signIn } from '../support/people.js';
import { listReviews, ratingShown, writeReview } from '../support/reviews.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let course: CourseDocument;
let learner: Learner;
let moderator: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
  moderator = await signIn(test, await createUser(test, { role: 'moderator' }));
});
afterAll(() => test.close());

beforeEach(async () => {
  course = courseFactory.build();
  await addCourses(test, course);
  learner = await createLearner(test, course);
});

const another = () => createLearner(test, course);

describe('a vote for a review', () => {
  const helpful = async (id: string) =>
    (await listReviews(test, course)).data.find((one) => one.id === id)?.helpfulCount;

  it('counts once a user, however often it is sent, and can be taken back', async () => {
    const { body } = await writeReview(learner.api, course);
    const path = `/api/v1/reviews/${body.id}/helpful`;
    const [one, two] = [await another(), await another()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => one.api.post(path)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    expect(await helpful(body.id)).toBe(1);
    await two.api.post(path);
    expect(await helpful(body.id)).toBe(2);
    const withdrawals = await Promise.all(Array.from({ length: 5 }, () => one.api.send('DELETE', path)));
    expect(withdrawals.map(({ status }) => status)).toEqual(withdrawals.map(() => 204));
    expect(await helpful(body.id)).toBe(1);
  });

  it('is refused for one’s own review and for one that is not there', async () => {
    const { body } = await writeReview(learner.api, course);
    expect(await learner.api.post(`/api/v1/reviews/${body.id}/helpful`)).toMatchObject({
      status: 409,
      body: { code: 'own-review' },
    });
    expect((await learner.api.post(`/api/v1/reviews/${'f'.repeat(24)}/helpful`)).status).toBe(404);
    expect(await helpful(body.id)).toBe(0);
  });
});

describe('a moderator', () => {
  it('hides a review, which then neither shows nor counts nor can be touched, and shows it again', async () => {
    const { body } = await writeReview(learner.api, course, { rating: 1, text: 'Buy elsewhere!' });
    await writeReview((await another()).api, course, { rating: 4 });
    const path = `/api/v1/reviews/${body.id}`;
    expect(await ratingShown(test, course)).toEqual({ average: 2.5, count: 2 });

    const hiding = await Promise.all(
      Array.from({ length: 5 }, () => moderator.post(`${path}/hide`, { reason: 'Advertises' })),
    );
    expect(hiding.map(({ status }) => status)).toEqual(hiding.map(() => 200));
    expect(hiding[0]?.body).toMatchObject({ hidden: { reason: 'Advertises' } });
    expect((await listReviews(test, course)).data.map(({ rating }) => rating)).toEqual([4]);
    expect(await ratingShown(test, course)).toEqual({ average: 4, count: 1 });

    const refused = { status: 409, body: { code: 'review-hidden' } };
    expect(await learner.api.send('PATCH', path, { body: { rating: 5 } })).toMatchObject(refused);
    expect(await learner.api.send('DELETE', path)).toMatchObject(refused);
    expect(await writeReview(learner.api, course)).toMatchObject({
      status: 409,
      body: { code: 'already-reviewed' },
    });
    expect((await (await another()).api.post(`${path}/helpful`)).status).toBe(404);

    const showing = await Promise.all(Array.from({ length: 5 }, () => moderator.post(`${path}/unhide`)));
    expect(showing.map(({ body: shown }) => shown['hidden'])).toEqual(showing.map(() => null));
    expect((await listReviews(test, course)).data).toHaveLength(2);
    expect(await ratingShown(test, course)).toEqual({ average: 2.5, count: 2 });
  });

  it('says why, and is no one else', async () => {
    const { body } = await writeReview(learner.api, course);
    const path = `/api/v1/reviews/${body.id}/hide`;
    expect((await moderator.post(path, { reason: '' })).status).toBe(400);
    expect((await learner.api.post(path, { reason: 'Mine' })).status).toBe(403);
    expect((await test.api.post(path, { reason: 'Mine' })).status).toBe(401);
    expect((await moderator.post(`/api/v1/reviews/${'f'.repeat(24)}/hide`, { reason: 'x' })).status).toBe(
      404,
    );
  });
});
