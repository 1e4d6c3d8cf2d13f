import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckCounts } from '../../src/modules/enrollments/application/check-counts.js';
import { EndOverdue } from '../../src/modules/enrollments/application/end-overdue.js';
import { SeatOffers } from '../../src/modules/enrollments/application/seat-offers.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient, Answer } from '../support/api-client.js';
import { courseNow, createCourse, enroll, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Enrollment {
  id: string;
  status: string;
  accessLevel: string;
  checkout: string | null;
  expiresAt: string | null;
  completedAt: string | null;
  course: { title: string };
}

const DAY = 86_400_000;
const PAID = { amount: 4900, currency: 'USD' } as const;

let test: TestApp;
let teacher: UserDocument;
let administrator: UserDocument;
let admin: ApiClient;
beforeAll(async () => {
  test = await startTestApp();
  teacher = await createUser(test, { role: 'instructor' });
  administrator = await createUser(test, { role: 'admin' });
  await freshen();
});
afterAll(() => test.close());

/** After days have been skipped: tokens don't live that long. */
const freshen = async () => {
  admin = await signIn(test, administrator);
};

const newLearner = async () => {
  const user = await createUser(test);
  return { user, api: await signIn(test, user), id: user._id.toString() };
};
const learners = (count: number) => Promise.all(Array.from({ length: count }, newLearner));

const ask = (client: ApiClient, { id }: TaughtCourse, extra: object = {}) =>
  client.post<Enrollment & { code: string; detail: string; errors?: object[] }>('/api/v1/enrollments', {
    courseId: id,
    ...extra,
  });
const act = (client: ApiClient, id: string, action: string, body: object = {}) =>
  client.post<Enrollment & { code: string }>(`/api/v1/enrollments/${id}/${action}`, body);
const read = async (client: ApiClient, id: string) =>
  (await client.get<Enrollment>(`/api/v1/enrollments/${id}`)).body;
const statuses = (answers: Answer<unknown>[]) =>
  answers.map(({ status }) => status).toSorted((a, b) => a - b);

const database = () => test.app.get<Connection>(getConnectionToken());
const stored = ({ course }: TaughtCourse) =>
  database().collection('enrollments').find({ course: course._id }).toArray();
const eventsOf = async ({ id }: TaughtCourse) =>
  (await database().collection('outbox').find({ 'payload.courseId': id }).sort({ _id: 1 }).toArray()).map(
    ({ type }) => type as string,
  );

describe('enrolling', () => {
  it('in a free course gives access at once', async () => {
    const { api } = await newLearner();
    const course = await createCourse(test);
    const { status, headers, body } = await ask(api, course);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/enrollments/${body.id}`);
    expect(body).toMatchObject({
      status: 'active',
      accessLevel: 'full',
      checkout: null,
      activatedAt: '2026-03-02T10:00:00.000Z',
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
    expect(await eventsOf(course)).toEqual(['EnrollmentActivated']);
  });

  it('in a paid course waits for the payment, and says where to pay', async () => {
    const { api } = await newLearner();
    const course = await createCourse(test, { price: PAID });
    const { status, body } = await ask(api, course);
    expect(status).toBe(201);
    expect(body).toMatchObject({ status: 'pending', checkout: '/api/v1/payments/checkout' });
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 1 });
    expect(await eventsOf(course)).toEqual([]);
  });

  it('ends access after as many days as the course gives', async () => {
    const { api } = await newLearner();
    const { body } = await ask(api, await createCourse(test, { accessDays: 30 }));
    expect(body.expiresAt).toBe('2026-04-01T10:00:00.000Z');
  });

  it('makes one enrollment, one count and one event of fifty requests at once', async () => {
    const { api } = await newLearner();
    const course = await createCourse(test);
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(api, course)));
    expect(statuses(answers)).toEqual([201, ...Array<number>(49).fill(409)]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['already-enrolled']));
    expect(await stored(course)).toHaveLength(1);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 1, seatsTaken: 1 });
    expect(await eventsOf(course)).toEqual(['EnrollmentActivated']);
  });

  it('counts everybody who comes at the same moment', async () => {
    const course = await createCourse(test);
    const answers = await Promise.all((await learners(12)).map(({ api }) => ask(api, course)));
    expect(statuses(answers)).toEqual(Array<number>(12).fill(201));
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 12, seatsTaken: 12 });
  });

  it('answers a repetition under the same key with the first answer', async () => {
    const { api } = await newLearner();
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
    const { api } = await newLearner();
    const answer = await ask(api, await createCourse(test, { status: state }));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is refused without the courses that it builds on, and says which', async () => {
    const { api } = await newLearner();
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

describe('a course with seats', () => {
  it('gives them out one by one, and a queue to all others', async () => {
    const course = await createCourse(test, { capacity: 3 });
    const answers = await Promise.all((await learners(8)).map(({ api }) => ask(api, course)));
    expect(statuses(answers)).toEqual(Array<number>(8).fill(201));
    expect(answers.map(({ body }) => body.status).toSorted()).toEqual([
      ...Array<string>(3).fill('active'),
      ...Array<string>(5).fill('waitlisted'),
    ]);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 3, seatsTaken: 3 });
  });

  it('gives a freed seat to whoever has waited longest, once', async () => {
    const course = await createCourse(test, { capacity: 2 });
    const [a, b, c, d, e] = await learners(5);
    const ids: string[] = [];
    for (const { api } of [a!, b!, c!, d!, e!]) {
      ids.push(await enroll(api, course));
      test.clock.advance(1000);
    }
    await Promise.all([act(a!.api, ids[0]!, 'drop'), act(b!.api, ids[1]!, 'drop')]);
    const states = await Promise.all([c!, d!, e!].map(({ api }, index) => read(api, ids[index + 2]!)));
    expect(states.map(({ status }) => status)).toEqual(['active', 'active', 'waitlisted']);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 2, seatsTaken: 2 });
  });

  it('offers a freed seat of a paid course for payment', async () => {
    const course = await createCourse(test, { capacity: 1, price: PAID });
    const [first, second] = await learners(2);
    const id = await enroll(first!.api, course);
    const waiting = await enroll(second!.api, course);
    await act(first!.api, id, 'cancel');
    expect(await read(second!.api, waiting)).toMatchObject({ status: 'pending' });
    expect(await eventsOf(course)).toEqual(['EnrollmentWaitlisted', 'EnrollmentEnded', 'SeatOffered']);
  });

  it('takes nobody back whose seat is gone', async () => {
    const course = await createCourse(test, { capacity: 1 });
    const [first, second] = await learners(2);
    await act(first!.api, await enroll(first!.api, course), 'drop');
    await enroll(second!.api, course);
    const { status, body } = await ask(first!.api, course);
    expect([status, body.code]).toEqual([409, 'course-full']);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 1, seatsTaken: 1 });
  });
});

describe('an enrollment', () => {
  it('can be paused, resumed, dropped, and taken up again on the same document', async () => {
    const { api } = await newLearner();
    const course = await createCourse(test);
    const id = await enroll(api, course);
    expect((await act(api, id, 'pause')).body.status).toBe('paused');
    expect((await act(api, id, 'resume')).body.status).toBe('active');
    expect((await act(api, id, 'drop', { reason: 'No time' })).body.status).toBe('dropped');
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 0 });
    expect((await ask(api, course)).body).toMatchObject({ id, status: 'active' });
    const [document] = await stored(course);
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
    const { api } = await newLearner();
    const id = await enroll(api, await createCourse(test, state === 'pending' ? { price: PAID } : {}));
    const { status, body } = await act(api, id, action);
    expect([status, body.code]).toEqual([409, 'enrollment-state']);
    expect((await read(api, id)).status).toBe(state);
  });

  it('is dropped once by twenty requests at once', async () => {
    const { api } = await newLearner();
    const course = await createCourse(test);
    const id = await enroll(api, course);
    const answers = await Promise.all(Array.from({ length: 20 }, () => act(api, id, 'drop')));
    expect(statuses(answers)).toEqual([200, ...Array<number>(19).fill(409)]);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 0 });
    expect(await eventsOf(course)).toEqual(['EnrollmentActivated', 'EnrollmentEnded']);
  });

  it('ends by the clock: access at once, the state with the next run of the job', async () => {
    const learner = await newLearner();
    const course = await createCourse(test, { accessDays: 1 });
    const id = await enroll(learner.api, course);
    test.clock.advance(DAY);
    // Tokens don't outlive the days that a test skips.
    const api = await signIn(test, learner.user);
    expect((await read(api, id)).status).toBe('expired');
    expect(await stored(course)).toMatchObject([{ status: 'active' }]);
    await test.app.get(EndOverdue).expired(new AbortController().signal);
    expect(await stored(course)).toMatchObject([{ status: 'expired' }]);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 0, seatsTaken: 0 });
    expect((await ask(api, course)).body).toMatchObject({ id, status: 'active' });
    await freshen();
  });

  it('of somebody who never pays gives its seat back after a day', async () => {
    const learner = await newLearner();
    const course = await createCourse(test, { price: PAID, capacity: 1 });
    const id = await enroll(learner.api, course);
    test.clock.advance(DAY + 1);
    await test.app.get(EndOverdue).unpaid(new AbortController().signal);
    expect(await stored(course)).toMatchObject([{ status: 'cancelled' }]);
    expect(await courseNow(test, course)).toMatchObject({ seatsTaken: 0 });
    const api = await signIn(test, learner.user);
    expect((await ask(api, course)).body).toMatchObject({ id, status: 'pending' });
    await freshen();
  });
});

describe('one’s own enrollments', () => {
  it('are listed with their courses, the latest first, page by page, by state', async () => {
    const { api } = await newLearner();
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
    const [owner, stranger] = await learners(2);
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

describe('the counters of a course', () => {
  it('are compared with its enrollments, and repaired', async () => {
    const course = await createCourse(test);
    const right = await createCourse(test);
    for (const { api } of await learners(2)) await Promise.all([enroll(api, course), enroll(api, right)]);
    await database()
      .collection('courses')
      .updateOne({ _id: course.course._id }, { $set: { enrollmentCount: 7, seatsTaken: 0 } });
    const check = () => test.app.get(CheckCounts).execute(new AbortController().signal);
    expect((await check()).drifted).toBe(1);
    expect(await courseNow(test, course)).toMatchObject({ enrollmentCount: 2, seatsTaken: 2 });
    expect(await courseNow(test, right)).toMatchObject({ enrollmentCount: 2, seatsTaken: 2 });
    expect((await check()).drifted).toBe(0);
  });

  it('count on while somebody limits the seats, and give new ones to those who wait', async () => {
    const course = await createCourse(test);
    const [a, b, c] = await learners(3);
    await enroll(a!.api, course);
    const limit = (capacity: number) =>
      database().collection('courses').updateOne({ _id: course.course._id }, { $set: { capacity } });
    await limit(1);
    const waiting = await enroll(b!.api, course);
    await enroll(c!.api, course);
    expect((await read(b!.api, waiting)).status).toBe('waitlisted');
    await limit(2);
    expect(await test.app.get(SeatOffers).offerAll(new AbortController().signal)).toBe(1);
    expect((await read(b!.api, waiting)).status).toBe('active');
  });
});

describe('an administrator', () => {
  it('gives somebody access for nothing, and changes how much of it', async () => {
    const { api, id } = await newLearner();
    const course = await createCourse(test, { price: PAID });
    const { status, body } = await ask(admin, course, { userId: id, accessLevel: 'limited' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ userId: id, status: 'active', accessLevel: 'limited' });
    const changed = await admin.send('PATCH', `/api/v1/enrollments/${body.id}`, {
      body: { accessLevel: 'full' },
    });
    expect(changed.status).toBe(200);
    expect((await read(api, body.id)).accessLevel).toBe('full');
    expect((await ask(admin, course, { userId: 'f'.repeat(24) })).body.code).toBe('learner-not-found');
  });

  it('ends what learners can’t', async () => {
    const { api } = await newLearner();
    const id = await enroll(api, await createCourse(test));
    expect((await act(admin, id, 'cancel', { reason: 'A mistake' })).body.status).toBe('cancelled');
  });

  it('alone does such things', async () => {
    const [a, b] = await learners(2);
    const course = await createCourse(test);
    expect((await ask(a!.api, course, { userId: b!.id })).status).toBe(403);
    expect((await ask(a!.api, course, { accessLevel: 'full' })).status).toBe(403);
    expect(await stored(course)).toEqual([]);
  });
});

describe('the roster', () => {
  it('shows an instructor who learns in the course, by state, and nobody else', async () => {
    const course = await createCourse(test, { instructor: teacher._id, price: PAID });
    const [a, b] = await learners(2);
    await enroll(a!.api, course);
    test.clock.advance(1000);
    await ask(admin, course, { userId: b!.id });
    const client = await signIn(test, teacher);
    const path = `/api/v1/courses/${course.id}/roster`;
    const { status, body, text } = await client.get<{ data: object[] }>(path);
    expect(status).toBe(200);
    expect(body.data).toMatchObject([
      { learner: { id: b!.id, username: b!.user.username }, status: 'active', progress: { percentage: 0 } },
      { learner: { id: a!.id }, status: 'pending' },
    ]);
    expect(text).not.toContain('@example.com');
    const pending = await client.get<{ data: object[] }>(`${path}?status=pending`);
    expect(pending.body.data).toMatchObject([{ learner: { id: a!.id } }]);
    expect((await admin.get(path)).status).toBe(200);
    const colleague = await signIn(test, await createUser(test, { role: 'instructor' }));
    expect((await colleague.get(path)).status).toBe(404);
    expect((await a!.api.get(path)).status).toBe(403);
  });
});
