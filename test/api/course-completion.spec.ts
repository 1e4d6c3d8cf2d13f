import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CourseAccess } from '../../src/modules/courses/index.js';
import { RecountProgress } from '../../src/modules/enrollments/application/recount-progress.js';
import { createCourse } from '../support/learning.js';
import { learnerOf, MANUAL, type Student } from '../support/study.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const events = async ({ id }: Student, type: string) =>
  test.app
    .get<Connection>(getConnectionToken())
    .collection('outbox')
    .countDocuments({ type, 'payload.enrollmentId': id });

describe('lessons in order', () => {
  const sequential = { settings: { requireSequentialCompletion: true } };

  it('are locked until those before are done, for reading and for progress', async () => {
    const skippable = { ...MANUAL, settings: { allowSkip: true } };
    const optional = { ...MANUAL, isRequired: false };
    const course = await createCourse(test, sequential, [skippable, MANUAL, optional, MANUAL]);
    const learner = await learnerOf(test, course);
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
    const learner = await learnerOf(test, await createCourse(test, {}, [MANUAL, MANUAL]));
    expect((await learner.complete(1)).status).toBe(200);
  });
});

describe('a course', () => {
  it('is completed once by its last required lesson', async () => {
    const learner = await learnerOf(
      test,
      await createCourse(test, {}, [MANUAL, MANUAL, { ...MANUAL, isRequired: false }]),
    );
    expect((await learner.complete(0)).body.course.percentage).toBe(50);
    const last = await Promise.all([learner.complete(1), learner.complete(1), learner.complete(1)]);
    expect(last[0].body.course).toEqual({
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
    const learner = await learnerOf(test, await createCourse(test, {}, [{ ...MANUAL, isRequired: false }]));
    expect((await learner.complete(0)).body.course).toMatchObject({ percentage: 0, isCompleted: false });
  });

  it('is recounted when its lessons change, and stays completed when it grows', async () => {
    const course = await createCourse(test, {}, [MANUAL, MANUAL]);
    const [half, done] = [await learnerOf(test, course), await learnerOf(test, course)];
    await half.complete(0);
    await done.complete(0);
    await done.complete(1);
    const lessons = test.app.get<Connection>(getConnectionToken()).collection('lessons');
    const change = async (values: object) => {
      await lessons.updateOne({ course: course.course._id, order: 2 }, { $set: values });
      await test.app.get(RecountProgress).ofCourse(course.id, new AbortController().signal);
    };
    const list = async ({ api }: Student) =>
      (await api.get<{ data: { progress: object; status: string }[] }>('/api/v1/users/me/enrollments')).body
        .data;

    await lessons.insertOne({
      ...(await lessons.findOne({ course: course.course._id, order: 2 }))!,
      _id: new Types.ObjectId(),
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
    const paused = await learnerOf(test, await createCourse(test, {}, [MANUAL]));
    await paused.api.post(`/api/v1/enrollments/${paused.id}/pause`, {});
    const pending = await learnerOf(
      test,
      await createCourse(test, { price: { amount: 100, currency: 'USD' } }, [MANUAL]),
    );
    const over = await learnerOf(test, await createCourse(test, {}, [MANUAL]));
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
    const learner = await learnerOf(test, course);
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
