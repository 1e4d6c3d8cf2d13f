import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EndOverdue } from '../../src/modules/enrollments/application/end-overdue.js';
import {
  ENROLLMENT_MODEL,
  type EnrollmentDocument,
} from '../../src/modules/enrollments/persistence/enrollment.schema.js';
import {
  act,
  ask,
  type Enrollment,
  eventsOf,
  learners,
  newLearner,
  PAID,
  read,
  statuses,
  stored,
} from '../support/enrollments.js';
import { courseNow, createCourse, enroll, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const DAY = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe('enrolling', () => {
  it('in a free course gives access at once', async () => {
    const { api } = await newLearner(test);
    const course = await createCourse(test);
    const { status, headers, body } = await ask(api, course);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/enrollments/${body.id}`);
    expect(body).toMatchObject({
      status: 'active',
      accessLevel: 'full',
      checkout: null,
      activatedAt: test.clock.now().toISOString(),
      expiresAt: null,
      course: { title: course.course.title },
    });
    expect(await read(api, body.id)).toMatchObject({
      status: 'active',
      progress: { percentage: 0, completedLessons: 0, totalLessons: 2, totalTimeSeconds: 0 },
      currentLesson: { id: course.lessons[0] },
      resumePositionSeconds: 0,
    });
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 1, seatsTaken: 1 });
    expect(await eventsOf(test, course)).toEqual(['EnrollmentActivated']);
  });

  it('in a paid course waits for the payment, and says where to pay', async () => {
    const { api } = await newLearner(test);
    const course = await createCourse(test, { price: PAID });
    const { status, body } = await ask(api, course);
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'pending', checkout: '/api/v1/payments/checkout' });
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 1 });
    expect(await eventsOf(test, course)).toEqual([]);
  });

  it('stores what the schema asks for, although it is not asked', async () => {
    const { api } = await newLearner(test);
    const course = await createCourse(test);
    await ask(api, course);
    const enrollments = test.app.get<Model<EnrollmentDocument>>(getModelToken(ENROLLMENT_MODEL));
    const raw = await enrollments.collection.findOne({ course: course.course._id });
    const document = new enrollments(raw);
    await document.validate();
    expect(raw).toEqual(document.toObject());
  });

  it('ends access after as many days as the course gives', async () => {
    const { api } = await newLearner(test);
    const { body } = await ask(api, await createCourse(test, { accessDays: 30 }));
    expect(body.expiresAt).toBe(new Date(test.clock.now().getTime() + 30 * DAY).toISOString());
  });

  it('makes one enrollment, one count and one event of fifty requests at once', async () => {
    const { api } = await newLearner(test);
    const course = await createCourse(test);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(api, course)));
    expect(statuses(answers)).toEqual([201, ...Array<number>(49).fill(409)]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['already-enrolled']));
    expect(await stored(test, course)).toHaveLength(1);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 1, seatsTaken: 1 });
    expect(await eventsOf(test, course)).toEqual(['EnrollmentActivated']);
  });

  it('counts everybody who comes at the same moment', async () => {
    const course = await createCourse(test);
    const answers = await Promise.all((await learners(test, 12)).map(({ api }) => ask(api, course)));
    expect(statuses(answers)).toEqual(Array<number>(12).fill(201));
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 12, seatsTaken: 12 });
  });

  it('answers a repetition under the same key with the first answer', async () => {
    const { api } = await newLearner(test);
    const course = await createCourse(test);
    const send = () =>
      api.post<Enrollment>(
        '/api/v1/enrollments',
        { courseId: course.id },
        { 'idempotency-key': 'a-wish-of-mine' },
      );
    const first = await send();
    const second = await send();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
  });

  it('needs a confirmed e-mail address', async () => {
    const user = await createUser(test, { emailVerifiedAt: null });
    const { status, body } = await ask(await signIn(test, user), await createCourse(test));
    expect([status, body.code]).toEqual([403, 'email-not-verified']);
  });

  it.each([
    ['draft', 404, 'course-not-found'],
    ['under-review', 404, 'course-not-found'],
    ['archived', 409, 'course-not-open'],
  ] as const)('is refused where the course is %s', async (state, status, code) => {
    const { api } = await newLearner(test);
    const answer = await ask(api, await createCourse(test, { status: state }));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is refused without the courses that it builds on, and says which', async () => {
    const { api } = await newLearner(test);
    const basics = await createCourse(test, { title: 'The Basics' }, [
      { completionCriteria: { type: 'manual' } },
    ]);
    const course = await createCourse(test, { prerequisites: [basics.course._id] });
    const refused = await ask(api, course);
    expect([refused.status, refused.body.code]).toEqual([409, 'prerequisites-missing']);
    expect(refused.body.detail).toContain('The Basics');
    expect(refused.body.errors).toEqual([
      { pointer: '/courseId', code: 'prerequisite', detail: `The Basics (${basics.id})` },
    ]);
    const basic = await enroll(api, basics);
    await api.post(`/api/v1/enrollments/${basic}/lessons/${basics.lessons[0]}/complete`);
    expect((await ask(api, course)).status).toBe(201);
  });
});

describe('an enrollment', () => {
  it('can be paused, resumed, dropped, and taken up again on the same document', async () => {
    const { api } = await newLearner(test);
    const course = await createCourse(test);
    const id = await enroll(api, course);
    expect((await act(api, id, 'pause')).body.status).toBe('paused');
    expect((await act(api, id, 'resume')).body.status).toBe('active');
    expect((await act(api, id, 'drop', { reason: 'No time' })).body.status).toBe('dropped');
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 0 });
    expect((await ask(api, course)).body).toMatchObject({ id, status: 'active' });
    const [document] = await stored(test, course);
    expect(document!['history']).toMatchObject([
      { from: 'none', to: 'active', trigger: 'enrolled-free' },
      { from: 'active', to: 'paused', trigger: 'paused' },
      { from: 'paused', to: 'active', trigger: 'resumed' },
      { from: 'active', to: 'dropped', trigger: 'dropped', reason: 'No time' },
      { from: 'dropped', to: 'active', trigger: 'enrolled-free' },
    ]);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 1, seatsTaken: 1 });
  });

  it.each([
    ['resume', 'active'],
    ['cancel', 'active'],
    ['pause', 'pending'],
    ['drop', 'pending'],
  ])('refuses to %s while it is %s', async (action, state) => {
    const { api } = await newLearner(test);
    const id = await enroll(api, await createCourse(test, state === 'pending' ? { price: PAID } : {}));
    const { status, body } = await act(api, id, action);
    expect([status, body.code]).toEqual([409, 'enrollment-state']);
    expect((await read(api, id)).status).toBe(state);
  });

  it('is dropped once by twenty requests at once', async () => {
    const { api } = await newLearner(test);
    const course = await createCourse(test);
    const id = await enroll(api, course);
    const answers = await Promise.all(Array.from({ length: 20 }, () => act(api, id, 'drop')));
    expect(statuses(answers)).toEqual([200, ...Array<number>(19).fill(409)]);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 0 });
    expect(await eventsOf(test, course)).toEqual(['EnrollmentActivated', 'EnrollmentEnded']);
  });

  it('ends by the clock: access at once, the state with the next run of the job', async () => {
    const learner = await newLearner(test);
    const course = await createCourse(test, { accessDays: 1 });
    const id = await enroll(learner.api, course);
    test.clock.advance(DAY);
    // Tokens don't outlive the days that a test skips.
    const api = await signIn(test, learner.user);
    expect((await read(api, id)).status).toBe('expired');
    expect(await stored(test, course)).toMatchObject([{ status: 'active' }]);
    await test.app.get(EndOverdue).expired(new AbortController().signal);
    expect(await stored(test, course)).toMatchObject([{ status: 'expired' }]);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 0 });
    expect((await ask(api, course)).body).toMatchObject({ id, status: 'active' });
  });

  it('of somebody who never pays gives its seat back after a day', async () => {
    const learner = await newLearner(test);
    const course = await createCourse(test, { price: PAID, capacity: 1 });
    const id = await enroll(learner.api, course);
    test.clock.advance(DAY + 1);
    await test.app.get(EndOverdue).unpaid(new AbortController().signal);
    expect(await stored(test, course)).toMatchObject([{ status: 'cancelled' }]);
    expect(await courseNow(test, course)).toMatchObject({ seatsTaken: 0 });
    const api = await signIn(test, learner.user);
    expect((await ask(api, course)).body).toMatchObject({ id, status: 'pending' });
  });
});

describe('one’s own enrollments', () => {
  it('are listed with their courses, the latest first, page by page, by state', async () => {
    const { api } = await newLearner(test);
    const courses: TaughtCourse[] = [];
    for (const price of [undefined, PAID, undefined]) {
      const course = await createCourse(test, price ? { price } : {});
      courses.push(course);
      await enroll(api, course);
      test.clock.advance(1000);
    }
    const list = (query: string) =>
      api.get<{ data: Enrollment[]; page: { nextCursor: string | null } }>(
        `/api/v1/users/me/enrollments${query}`,
      );
    const titles = ({ data }: { data: Enrollment[] }) => data.map(({ course }) => course.title);
    const [a, b, c] = courses.map(({ course }) => course.title);
    const first = await list('?limit=2');
    expect(titles(first.body)).toEqual([c, b]);
    const second = await list(`?limit=2&cursor=${first.body.page.nextCursor}`);
    expect(titles(second.body)).toEqual([a]);
    expect(second.body.page.nextCursor).toBeNull();
    expect(titles((await list('?status=pending')).body)).toEqual([b]);
    expect((await list('?status=asleep')).status).toBe(400);
  });

  it('are nobody else’s', async () => {
    const [owner, stranger] = await learners(test, 2);
    const id = await enroll(owner!.api, await createCourse(test));
    const answers = await Promise.all([
      stranger!.api.get(`/api/v1/enrollments/${id}`),
      stranger!.api.get(`/api/v1/enrollments/${id}/progress`),
      ...['pause', 'resume', 'drop', 'cancel'].map((action) => act(stranger!.api, id, action)),
      stranger!.api.post(`/api/v1/enrollments/${id}/certificate`),
      stranger!.api.get(`/api/v1/enrollments/${id}/certificate`),
    ]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
  });
});
