import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCourse } from '../support/learning.js';
import { learnerOf, MANUAL } from '../support/study.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SHORT = { durationSeconds: 60 } as const;
const MINUTE = 60_000;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

describe('a report of watched time', () => {
  it('is kept: position, stretches and time', async () => {
    const learner = await learnerOf(test, await createCourse(test));
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
    const learner = await learnerOf(test, await createCourse(test));
    test.clock.advance(MINUTE);
    const answers = await Promise.all(Array.from({ length: 20 }, () => learner.watch(0, 10, 50)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await learner.watch(0, 20, 40)).body.lesson.watchedSeconds).toBe(40);
    expect((await learner.read()).progress.totalTimeSeconds).toBe(40);
  });

  it('loses nothing of others that arrive at the same moment', async () => {
    const learner = await learnerOf(test, await createCourse(test));
    test.clock.advance(5 * MINUTE);
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => learner.watch(0, index * 20, index * 20 + 10)),
    );
    expect((await learner.watch(0, 0, 1)).body.lesson.watchedSeconds).toBe(100);
  });

  it('is believed no faster than twice the clock, over all lessons together', async () => {
    const learner = await learnerOf(test, await createCourse(test));
    test.clock.advance(10_000);
    expect((await learner.watch(0, 0, 600)).body.lesson.watchedSeconds).toBe(20);
    expect((await learner.watch(1, 0, 600)).body.lesson.watchedSeconds).toBe(0);
    test.clock.advance(30_000);
    await Promise.all([learner.watch(0, 0, 600), learner.watch(1, 0, 600)]);
    expect((await learner.read()).progress.totalTimeSeconds).toBe(80);
  });

  it('speaks of no more than five minutes, however long ago the one before was', async () => {
    const learner = await learnerOf(test, await createCourse(test, {}, [{ durationSeconds: 7200 }]));
    test.clock.advance(9 * MINUTE);
    expect((await learner.watch(0, 0, 7200)).body.lesson.watchedSeconds).toBe(600);
  });

  it('counts only what lies inside the lesson', async () => {
    const learner = await learnerOf(test, await createCourse(test, {}, [SHORT]));
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
    const learner = await learnerOf(test, await createCourse(test));
    const { status, body } = await learner.report(0, report);
    expect([status, body.code]).toEqual([400, 'validation-failed']);
  });
});

describe('a lesson', () => {
  it('is completed by what was watched of it, whatever the order', async () => {
    const learner = await learnerOf(test, await createCourse(test, {}, [SHORT, SHORT]));
    test.clock.advance(MINUTE);
    expect((await learner.watch(0, 30, 60)).body.lesson.isCompleted).toBe(false);
    expect((await learner.watch(0, 40, 55)).body.lesson.isCompleted).toBe(false);
    const { lesson, course } = (await learner.watch(0, 0, 24)).body;
    expect(lesson).toMatchObject({ isCompleted: true, percentage: 100, watchedSeconds: 54 });
    expect(course).toEqual({ percentage: 50, completedLessons: 1, totalLessons: 2, isCompleted: false });
  });

  it('that lacks something can’t be completed, and says what it lacks', async () => {
    const learner = await learnerOf(test, await createCourse(test, {}, [SHORT]));
    test.clock.advance(MINUTE);
    await learner.watch(0, 0, 30);
    const { status, body } = await learner.complete(0);
    expect([status, body.code]).toEqual([409, 'completion-criteria-unmet']);
    expect(body.detail).toBe('Watched 30 of the 54 seconds that this lesson asks for.');
  });

  it('of interactions is completed by as many different ones as it asks for', async () => {
    const criteria = { type: 'interaction_based', requiredInteractions: 3 } as const;
    const learner = await learnerOf(test, await createCourse(test, {}, [{ completionCriteria: criteria }]));
    const did = (...interactions: string[]) => learner.report(0, { positionSeconds: 0, interactions });
    expect((await did('a', 'b')).body.lesson.isCompleted).toBe(false);
    expect((await did('b')).body.lesson.isCompleted).toBe(false);
    expect((await learner.complete(0)).body.detail).toBe(
      'Did 2 of the 3 interactions that this lesson asks for.',
    );
    expect((await did('c')).body.lesson.isCompleted).toBe(true);
  });

  it('that the learner completes answers the same however often', async () => {
    const learner = await learnerOf(test, await createCourse(test, {}, [MANUAL, MANUAL]));
    const answers = await Promise.all(Array.from({ length: 5 }, () => learner.complete(0)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    test.clock.advance(MINUTE);
    expect((await learner.complete(0)).body).toEqual(answers[0]!.body);
  });

  it('without a length is completed by its learner, never by a report', async () => {
    const learner = await learnerOf(test, await createCourse(test, {}, [{ durationSeconds: 0 }]));
    expect((await learner.report(0, { positionSeconds: 5 })).body.lesson.isCompleted).toBe(false);
    expect((await learner.complete(0)).body.lesson.isCompleted).toBe(true);
  });

  it.each(['f'.repeat(24), 'other'])('that is not one of the course is not found (%s)', async (kind) => {
    const learner = await learnerOf(test, await createCourse(test));
    const other = await createCourse(test);
    const id = kind === 'other' ? other.lessons[0] : kind;
    const { status } = await learner.api.post(`/api/v1/enrollments/${learner.id}/lessons/${id}/complete`);
    expect(status).toBe(404);
  });
});
