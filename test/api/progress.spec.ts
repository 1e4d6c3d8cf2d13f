import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CourseAccess } from '../../src/modules/courses/index.js';
import { RecountProgress } from '../../src/modules/enrollments/application/recount-progress.js';
import type { ApiClient, Answer } from '../support/api-client.js';
import { createCourse, enroll, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Studied {
  lesson: { percentage: number; watchedSeconds: number; isCompleted: boolean; positionSeconds: number };
  course: { percentage: number; completedLessons: number; totalLessons: number; isCompleted: boolean };
  code?: string;
  detail?: string;
}

const MANUAL = { completionCriteria: { type: 'manual' } } as const;
const SHORT = { durationSeconds: 60 } as const;
const MINUTE = 60_000;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

interface Learner {
  readonly api: ApiClient;
  readonly userId: string;
  readonly id: string;
  readonly course: TaughtCourse;
  report(lesson: number, report: object): Promise<Answer<Studied>>;
  watch(lesson: number, from: number, to: number): Promise<Answer<Studied>>;
  complete(lesson: number): Promise<Answer<Studied>>;
  read(): Promise<Record<string, unknown> & { progress: { percentage: number; totalTimeSeconds: number } }>;
}

/** Somebody who has just enrolled in a course. */
async function learnerOf(course: TaughtCourse): Promise<Learner> {
  const user = await createUser(test);
  const api = await signIn(test, user);
  const id = await enroll(api, course);
  const post = (lesson: number, action: string, body?: object) =>
    api.post<Studied>(`/api/v1/enrollments/${id}/lessons/${course.lessons[lesson]}/${action}`, body);
  return {
    api,
    userId: user._id.toString(),
    id,
    course,
    report: (lesson, report) => post(lesson, 'progress', report),
    watch: (lesson, from, to) => post(lesson, 'progress', { positionSeconds: to, segments: [[from, to]] }),
    complete: (lesson) => post(lesson, 'complete'),
    read: async () => (await api.get<Awaited<ReturnType<Learner['read']>>>(`/api/v1/enrollments/${id}`)).body,
  };
}

const events = async ({ id }: Learner, type: string) =>
  test.app
    .get<Connection>(getConnectionToken())
    .collection('outbox')
    .countDocuments({ type, 'payload.enrollmentId': id });

describe('a report of watched time', () => {
  it('is kept: position, stretches and time', async () => {
    const learner = await learnerOf(await createCourse(test));
    test.clock.advance(MINUTE);
    const { status, body } = await learner.watch(0, 0, 60);
    expect(status).toBe(200);
    expect(body.lesson).toMatchObject({ watchedSeconds: 60, positionSeconds: 60, percentage: 10 });
    expect(await learner.read()).toMatchObject({
      startedAt: test.clock.now().toISOString(),
      currentLesson: { id: learner.course.lessons[0] },
      resumePositionSeconds: 60,
      progress: { totalTimeSeconds: 60, currentLessonId: learner.course.lessons[0] },
    });
  });

  it('adds nothing when it is repeated, even twenty times at once', async () => {
    const learner = await learnerOf(await createCourse(test));
    test.clock.advance(MINUTE);
    const answers = await Promise.all(Array.from({ length: 20 }, () => learner.watch(0, 10, 50)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await learner.watch(0, 20, 40)).body.lesson.watchedSeconds).toBe(40);
    expect((await learner.read()).progress.totalTimeSeconds).toBe(40);
  });

  it('loses nothing of others that arrive at the same moment', async () => {
    const learner = await learnerOf(await createCourse(test));
    test.clock.advance(5 * MINUTE);
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => learner.watch(0, index * 20, index * 20 + 10)),
    );
    expect((await learner.watch(0, 0, 1)).body.lesson.watchedSeconds).toBe(100);
  });

  it('is believed no faster than twice the clock, over all lessons together', async () => {
    const learner = await learnerOf(await createCourse(test));
    test.clock.advance(10_000);
    expect((await learner.watch(0, 0, 600)).body.lesson.watchedSeconds).toBe(20);
    expect((await learner.watch(1, 0, 600)).body.lesson.watchedSeconds).toBe(0);
    test.clock.advance(30_000);
    await Promise.all([learner.watch(0, 0, 600), learner.watch(1, 0, 600)]);
    expect((await learner.read()).progress.totalTimeSeconds).toBe(80);
  });

  it('speaks of no more than five minutes, however long ago the one before was', async () => {
    const learner = await learnerOf(await createCourse(test, {}, [{ durationSeconds: 7200 }]));
    test.clock.advance(9 * MINUTE);
    expect((await learner.watch(0, 0, 7200)).body.lesson.watchedSeconds).toBe(600);
  });

  it('counts only what lies inside the lesson', async () => {
    const learner = await learnerOf(await createCourse(test, {}, [SHORT]));
    test.clock.advance(5 * MINUTE);
    const { status, body } = await learner.watch(0, 30, 600);
    expect([status, body]).toMatchObject([200, {}]);
    expect(body.lesson).toMatchObject({ watchedSeconds: 30, positionSeconds: 60, percentage: 50 });
  });

  it.each([
    [{ percentage: 100 }],
    [{ positionSeconds: 10, percentage: 100 }],
    [{ positionSeconds: 10, isCompleted: true }],
    [{ positionSeconds: -1 }],
    [{ positionSeconds: '10' }],
    [{ positionSeconds: 10, segments: [[5, 1]] }],
    [{ positionSeconds: 10, segments: [[1]] }],
    [{ positionSeconds: 10, segments: [[0, 'x']] }],
    [{ positionSeconds: 10, segments: 'all' }],
    [{ positionSeconds: 10, segments: Array.from({ length: 101 }, () => [0, 1]) }],
    [{ positionSeconds: 10, interactions: [''] }],
    [{ positionSeconds: 10, device: 'fridge' }],
  ])('is refused when it is %j', async (report) => {
    const learner = await learnerOf(await createCourse(test));
    const { status, body } = await learner.report(0, report);
    expect([status, body.code]).toEqual([400, 'validation-failed']);
  });
});

describe('a lesson', () => {
  it('is completed by what was watched of it, whatever the order', async () => {
    const learner = await learnerOf(await createCourse(test, {}, [SHORT, SHORT]));
    test.clock.advance(MINUTE);
    expect((await learner.watch(0, 30, 60)).body.lesson.isCompleted).toBe(false);
    expect((await learner.watch(0, 40, 55)).body.lesson.isCompleted).toBe(false);
    const { lesson, course } = (await learner.watch(0, 0, 24)).body;
    expect(lesson).toMatchObject({ isCompleted: true, percentage: 100, watchedSeconds: 54 });
    expect(course).toEqual({ percentage: 50, completedLessons: 1, totalLessons: 2, isCompleted: false });
  });

  it('that lacks something can’t be completed, and says what it lacks', async () => {
    const learner = await learnerOf(await createCourse(test, {}, [SHORT]));
    test.clock.advance(MINUTE);
    await learner.watch(0, 0, 30);
    const { status, body } = await learner.complete(0);
    expect([status, body.code]).toEqual([409, 'completion-criteria-unmet']);
    expect(body.detail).toBe('Watched 30 of the 54 seconds that this lesson asks for.');
  });

  it('of interactions is completed by as many different ones as it asks for', async () => {
    const criteria = { type: 'interaction_based', requiredInteractions: 3 } as const;
    const learner = await learnerOf(await createCourse(test, {}, [{ completionCriteria: criteria }]));
    const did = (...interactions: string[]) => learner.report(0, { positionSeconds: 0, interactions });
    expect((await did('a', 'b')).body.lesson.isCompleted).toBe(false);
    expect((await did('b')).body.lesson.isCompleted).toBe(false);
    expect((await learner.complete(0)).body.detail).toBe(
      'Did 2 of the 3 interactions that this lesson asks for.',
    );
    expect((await did('c')).body.lesson.isCompleted).toBe(true);
  });

  it('that the learner completes answers the same however often', async () => {
    const learner = await learnerOf(await createCourse(test, {}, [MANUAL, MANUAL]));
    const answers = await Promise.all(Array.from({ length: 5 }, () => learner.complete(0)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    test.clock.advance(MINUTE);
    expect((await learner.complete(0)).body).toEqual(answers[0]!.body);
  });

  it('without a length is completed by its learner, never by a report', async () => {
    const learner = await learnerOf(await createCourse(test, {}, [{ durationSeconds: 0 }]));
    expect((await learner.report(0, { positionSeconds: 5 })).body.lesson.isCompleted).toBe(false);
    expect((await learner.complete(0)).body.lesson.isCompleted).toBe(true);
  });

  it.each(['f'.repeat(24), 'other'])('that is not one of the course is not found (%s)', async (kind) => {
    const learner = await learnerOf(await createCourse(test));
    const other = await createCourse(test);
    const id = kind === 'other' ? other.lessons[0] : kind;
    const { status } = await learner.api.post(`/api/v1/enrollments/${learner.id}/lessons/${id}/complete`);
    expect(status).toBe(404);
  });
});

describe('lessons in order', () => {
  const sequential = { settings: { requireSequentialCompletion: true } };

  it('are locked until those before are done, for reading and for progress', async () => {
    const skippable = { ...MANUAL, settings: { allowSkip: true } };
    const optional = { ...MANUAL, isRequired: false };
    const course = await createCourse(test, sequential, [skippable, MANUAL, optional, MANUAL]);
    const learner = await learnerOf(course);
    const access = test.app.get(CourseAccess);
    const mayRead = async (lesson: number) =>
      access.toLesson(learner.userId, { id: course.lessons[lesson]!, courseId: course.id });

    const refused = await learner.complete(3);
    expect([refused.status, refused.body.code]).toEqual([409, 'lesson-locked']);
    expect((await learner.report(2, { positionSeconds: 1 })).status).toBe(409);
    expect(await mayRead(3)).toEqual({ allowed: false, reason: 'locked' });
    expect(await mayRead(1)).toMatchObject({ allowed: true });

    const outline = async () =>
      (
        await learner.api.get<{ data: { isLocked: boolean }[] }>(`/api/v1/enrollments/${learner.id}/progress`)
      ).body.data.map(({ isLocked }) => isLocked);
    expect(await outline()).toEqual([false, false, true, true]);
    expect((await learner.complete(1)).status).toBe(200);
    expect(await outline()).toEqual([false, false, false, false]);
    expect(await mayRead(3)).toMatchObject({ allowed: true, completed: false });
    expect(await mayRead(1)).toMatchObject({ allowed: true, completed: true });
    expect((await learner.complete(3)).status).toBe(200);
  });

  it('need no order where the course asks for none', async () => {
    const learner = await learnerOf(await createCourse(test, {}, [MANUAL, MANUAL]));
    expect((await learner.complete(1)).status).toBe(200);
  });
});

describe('a course', () => {
  it('is completed once by its last required lesson', async () => {
    const learner = await learnerOf(
      await createCourse(test, {}, [MANUAL, MANUAL, { ...MANUAL, isRequired: false }]),
    );
    expect((await learner.complete(0)).body.course.percentage).toBe(50);
    const last = await Promise.all([learner.complete(1), learner.complete(1), learner.complete(1)]);
    expect(last[0]!.body.course).toEqual({
      percentage: 100,
      completedLessons: 2,
      totalLessons: 2,
      isCompleted: true,
    });
    expect(await learner.read()).toMatchObject({
      status: 'completed',
      completedAt: test.clock.now().toISOString(),
    });
    expect(await events(learner, 'EnrollmentCompleted')).toBe(1);
  });

  it('without required lessons is never completed', async () => {
    const learner = await learnerOf(await createCourse(test, {}, [{ ...MANUAL, isRequired: false }]));
    expect((await learner.complete(0)).body.course).toMatchObject({ percentage: 0, isCompleted: false });
  });

  it('is recounted when its lessons change, and stays completed when it grows', async () => {
    const course = await createCourse(test, {}, [MANUAL, MANUAL]);
    const [half, done] = [await learnerOf(course), await learnerOf(course)];
    await half.complete(0);
    await done.complete(0);
    await done.complete(1);
    const lessons = test.app.get<Connection>(getConnectionToken()).collection('lessons');
    const change = async (values: object) => {
      await lessons.updateOne({ course: course.course._id, order: 2 }, { $set: values });
      await test.app.get(RecountProgress).ofCourse(course.id, new AbortController().signal);
    };
    const list = async ({ api }: Learner) =>
      (await api.get<{ data: { progress: object; status: string }[] }>('/api/v1/users/me/enrollments')).body
        .data;

    await lessons.insertOne({
      ...(await lessons.findOne({ course: course.course._id, order: 2 }))!,
      _id: undefined as never,
      order: 3,
    });
    await change({});
    expect(await list(half)).toMatchObject([
      { status: 'active', progress: { percentage: 33, totalLessons: 3 } },
    ]);
    expect(await list(done)).toMatchObject([
      { status: 'completed', progress: { percentage: 100, totalLessons: 2 } },
    ]);

    await lessons.deleteOne({ course: course.course._id, order: 3 });
    await change({ isActive: false });
    expect(await list(half)).toMatchObject([{ status: 'completed', progress: { percentage: 100 } }]);
    expect(await events(half, 'EnrollmentCompleted')).toBe(1);
    expect(await events(done, 'EnrollmentCompleted')).toBe(1);
  });

  it('can’t be studied while the enrollment is paused, pending or over', async () => {
    const paused = await learnerOf(await createCourse(test, {}, [MANUAL]));
    await paused.api.post(`/api/v1/enrollments/${paused.id}/pause`, {});
    const pending = await learnerOf(
      await createCourse(test, { price: { amount: 100, currency: 'USD' } }, [MANUAL]),
    );
    const over = await learnerOf(await createCourse(test, {}, [MANUAL]));
    await over.api.post(`/api/v1/enrollments/${over.id}/drop`, {});
    for (const learner of [paused, pending, over]) {
      const { status, body } = await learner.complete(0);
      expect([status, body.code]).toEqual([409, 'enrollment-not-active']);
      const access = test.app.get(CourseAccess);
      expect(await access.levelOf(learner.userId, learner.course.id)).toBe('none');
      expect(await access.mayReview(learner.userId, learner.course.id)).toBe(false);
    }
  });

  it('opens its free lessons only in a preview', async () => {
    const course = await createCourse(test, {}, [{ ...MANUAL, isFree: true }, MANUAL]);
    const learner = await learnerOf(course);
    await test.app
      .get<Connection>(getConnectionToken())
      .collection('enrollments')
      .updateOne({ course: course.course._id }, { $set: { accessLevel: 'preview' } });
    expect((await learner.complete(0)).status).toBe(200);
    expect((await learner.complete(1)).status).toBe(409);
    const toLesson = (lesson: number) =>
      test.app
        .get(CourseAccess)
        .toLesson(learner.userId, { id: course.lessons[lesson]!, courseId: course.id });
    expect(await toLesson(0)).toMatchObject({ allowed: true, downloads: false });
    expect(await toLesson(1)).toEqual({ allowed: false, reason: 'not-enrolled' });
  });
});
