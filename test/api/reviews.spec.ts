import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { addCourses, createLearner, type Learner } from '../support/learners.js';
import { createUser, signIn } from '../support/people.js';
import {
  listReviews,
  ratingShown,
  type Review,
  type ReviewPage,
  reviewsOf,
  writeReview,
} from '../support/reviews.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let course: CourseDocument;
let learner: Learner;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

beforeEach(async () => {
  course = courseFactory.build();
  await addCourses(test, course);
  learner = await createLearner(test, course);
});

const another = () => createLearner(test, course);

describe('a review', () => {
  it('is written by a learner, shown to everybody at once, and counted for the course', async () => {
    expect(await ratingShown(test, course)).toEqual({ average: 0, count: 0 });
    expect((await listReviews(test, course)).data).toEqual([]);
    const { status, headers, body } = await writeReview(learner.api, course, {
      rating: 4,
      text: '  Good <b>indeed</b>. ',
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/reviews/${body.id}`);
    expect(body).toMatchObject({
      rating: 4,
      text: 'Good indeed.',
      helpfulCount: 0,
      author: { id: learner.user._id.toString(), name: `Sam ${learner.user.profile.lastName}` },
    });
    expect((await listReviews(test, course)).data).toEqual([body]);
    expect(await ratingShown(test, course)).toEqual({ average: 4, count: 1 });
    expect(
      (await test.api.get(`/api/v1/courses?instructor=${course.instructor.toString()}`)).body,
    ).toMatchObject({
      data: [{ rating: { average: 4, count: 1 } }],
    });
  });

  it('tells who listens', async () => {
    const { body } = await writeReview(learner.api, course);
    await learner.api.send('DELETE', `/api/v1/reviews/${body.id}`);
    const events = await test.app
      .get<Connection>(getConnectionToken())
      .collection('outbox')
      .find({ type: 'CourseReviewed', 'payload.courseId': course._id.toString() })
      .sort({ _id: 1 })
      .toArray();
    const userId = learner.user._id.toString();
    expect(events.map(({ payload }) => payload as object)).toEqual([
      { courseId: course._id.toString(), userId, rating: 5 },
      { courseId: course._id.toString(), userId, rating: null },
    ]);
  });

  it.each([
    ['somebody who is not enrolled', {}],
    ['somebody whose enrollment waits for a payment', { status: 'pending' }],
    ['somebody who got the money back', { status: 'refunded' }],
    ['somebody whose access is over', { expiresAt: new Date('2020-01-01') }],
  ] as const)('is refused to %s', async (who, enrollment) => {
    const stranger = who.includes('not enrolled')
      ? await signIn(test, await createUser(test))
      : (await createLearner(test, course, enrollment)).api;
    expect(await writeReview(stranger, course)).toMatchObject({
      status: 403,
      body: { code: 'not-a-learner' },
    });
    expect(await ratingShown(test, course)).toEqual({ average: 0, count: 0 });
  });

  it('of a course that is not shown tells strangers nothing of it', async () => {
    const draft = courseFactory.build({ status: 'draft' });
    await addCourses(test, draft);
    const stranger = await signIn(test, await createUser(test));
    const notFound = { status: 404, body: { code: 'course-not-found' } };
    expect(await stranger.post(reviewsOf(draft), { rating: 1 })).toMatchObject(notFound);
    expect(await stranger.get(reviewsOf(draft))).toMatchObject(notFound);
  });

  it.each([
    {},
    { rating: 0 },
    { rating: 6 },
    { rating: 4.5 },
    { rating: '5' },
    { rating: { $gt: 1 } },
    { rating: null },
    { rating: 5, text: 'x'.repeat(2001) },
    { rating: 5, text: ['good'] },
    { rating: 5, helpfulCount: 99 },
  ])('is refused with %j', async (body) => {
    expect(await writeReview(learner.api, course, body)).toMatchObject({
      status: 400,
      body: { code: 'validation-failed' },
    });
    expect(await ratingShown(test, course)).toEqual({ average: 0, count: 0 });
  });

  it('is one per learner and course, however many are sent at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => writeReview(learner.api, course, { rating: 3 })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      201,
      ...Array.from({ length: 9 }, () => 409),
    ]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(new Set(refused.map(({ body }) => (body as unknown as { code: string }).code))).toEqual(
      new Set(['already-reviewed']),
    );
    expect(await ratingShown(test, course)).toEqual({ average: 3, count: 1 });
  });
});

describe('the stars of a course', () => {
  it('are exact after 50 learners have written, changed and withdrawn at once', async () => {
    const learners = await Promise.all(Array.from({ length: 50 }, another));
    const stars = learners.map((_, index) => (index % 5) + 1);

    const written = await Promise.all(
      learners.map(({ api }, index) => writeReview(api, course, { rating: stars[index] })),
    );

    expect(written.map(({ status }) => status)).toEqual(learners.map(() => 201));
    expect(await ratingShown(test, course)).toEqual({ average: 3, count: 50 });

    // A third change their mind to 5 stars, a third go, a third stay.
    const path = (index: number) => `/api/v1/reviews/${written[index]!.body.id}`;
    await Promise.all(
      learners.map(async ({ api }, index) => {
        if (index % 3 === 0) await api.send('PATCH', path(index), { body: { rating: 5 } });
        if (index % 3 === 1) await api.send('DELETE', path(index));
      }),
    );
    const left = stars.flatMap((rating, index) => [[5], [], [rating]][index % 3]!);
    const average = left.reduce((sum, rating) => sum + rating, 0) / left.length;
    expect(await ratingShown(test, course)).toEqual({
      average: Math.round(average * 100) / 100,
      count: left.length,
    });
  });
});

describe('the author of a review', () => {
  it('changes it, in part or whole', async () => {
    const { body } = await writeReview(learner.api, course, { rating: 2, text: 'Hm.' });
    const change = (changes: unknown) =>
      learner.api.send<Review>('PATCH', `/api/v1/reviews/${body.id}`, { body: changes });
    expect((await change({ rating: 5 })).body).toMatchObject({ rating: 5, text: 'Hm.' });
    expect(await ratingShown(test, course)).toEqual({ average: 5, count: 1 });
    expect((await change({ text: null })).body).toMatchObject({ rating: 5, text: null });
    expect(await change({ rating: null })).toMatchObject({ status: 400 });
    expect((await listReviews(test, course)).data).toMatchObject([{ rating: 5, text: null }]);
  });

  it('withdraws it and may write another', async () => {
    const { body } = await writeReview(learner.api, course, { rating: 1 });
    expect((await learner.api.send('DELETE', `/api/v1/reviews/${body.id}`)).status).toBe(204);
    expect((await listReviews(test, course)).data).toEqual([]);
    expect(await ratingShown(test, course)).toEqual({ average: 0, count: 0 });
    expect((await learner.api.send('DELETE', `/api/v1/reviews/${body.id}`)).status).toBe(404);
    expect((await writeReview(learner.api, course, { rating: 4 })).status).toBe(201);
    expect(await ratingShown(test, course)).toEqual({ average: 4, count: 1 });
  });

  it('is nobody else: the review does not exist for others', async () => {
    const { body } = await writeReview(learner.api, course);
    const other = await another();
    const moderator = await signIn(test, await createUser(test, { role: 'moderator' }));
    for (const api of [other.api, moderator]) {
      const path = `/api/v1/reviews/${body.id}`;
      const notFound = { status: 404, body: { code: 'review-not-found' } };
      expect(await api.send('PATCH', path, { body: { rating: 1 } })).toMatchObject(notFound);
      expect(await api.send('DELETE', path)).toMatchObject(notFound);
    }
    expect((await listReviews(test, course)).data).toMatchObject([{ rating: 5 }]);
  });

  it('is shown by what they want to be called, and by no name of a private profile', async () => {
    const hidden = await another();
    await writeReview(learner.api, course);
    await writeReview(hidden.api, course);
    await hidden.api.send('PATCH', '/api/v1/users/me/preferences', {
      body: { privacy: { profileVisibility: 'private' } },
    });
    const other = await another();
    await writeReview(other.api, course);
    const names = new Map(
      (await listReviews(test, course)).data.map(({ author }) => [author?.id, author?.name]),
    );
    expect(names.get(learner.user._id.toString())).toContain(learner.user.profile.lastName);
    expect(names.get(hidden.user._id.toString())).not.toContain(hidden.user.profile.lastName);
  });
});

describe('the reviews of a course', () => {
  it('are read page by page, newest, most helpful or best first', async () => {
    const ids: string[] = [];
    for (const rating of [3, 5, 1]) {
      test.clock.advance(1000);
      ids.push((await writeReview((await another()).api, course, { rating })).body.id);
    }
    const [first, second, third] = ids as [string, string, string];
    await learner.api.post(`/api/v1/reviews/${first}/helpful`);
    const order = async (sort: string) => {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: ReviewPage = await listReviews(
          test,
          course,
          `?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.page.nextCursor;
      }
      return seen;
    };
    expect(await order('newest')).toEqual([third, second, first]);
    expect(await order('helpful')).toEqual([first, third, second]);
    expect(await order('rating')).toEqual([second, first, third]);
    for (const query of ['?sort=worst', '?limit=0', '?cursor=nonsense', '?rating=5'])
      expect((await test.api.get(reviewsOf(course) + query)).status).toBe(400);
  });

  it('go with their course and come back with it, but for those that went before', async () => {
    const admin = await signIn(
      test,
      await createUser(test, { role: 'admin', approval: { status: 'approved' } }),
    );
    const [one, two] = await Promise.all(
      [learner, await another()].map(({ api }) => writeReview(api, course, { rating: 4 })),
    );
    const author = await another();
    const withdrawn = await writeReview(author.api, course, { rating: 1 });
    await author.api.send('DELETE', `/api/v1/reviews/${withdrawn.body.id}`);
    const path = `/api/v1/courses/${course._id.toString()}`;
    expect((await admin.send('DELETE', path)).status).toBe(204);
    expect((await test.api.get(reviewsOf(course))).status).toBe(404);
    expect(await learner.api.send('PATCH', `/api/v1/reviews/${one!.body.id}`, { body: {} })).toMatchObject({
      status: 404,
    });
    expect((await admin.post(`${path}/restore`)).status).toBe(200);
    expect((await listReviews(test, course)).data.map(({ id }) => id).toSorted()).toEqual(
      [one!.body.id, two!.body.id].toSorted(),
    );
    expect(await ratingShown(test, course)).toEqual({ average: 4, count: 2 });
  });

  it('are asked for by the id of a course', async () => {
    expect((await test.api.get('/api/v1/courses/nowhere/reviews')).status).toBe(400);
    expect((await test.api.get(`/api/v1/courses/${'f'.repeat(24)}/reviews`)).status).toBe(404);
  });
});
