import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventType, JsonObject } from '../../src/common/events/index.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { Outbox } from '../../src/infra/outbox/index.js';
import { CourseDeleted, CourseRestored, CurriculumChanged } from '../../src/modules/courses/index.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { createCourse, enroll, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MANUAL = { completionCriteria: { type: 'manual' } } as const;

let test: TestApp;
let api: ApiClient;
beforeAll(async () => {
  test = await startTestApp({ worker: true });
  api = await signIn(test, await createUser(test));
});
afterAll(() => test.close());

const collection = (name: string) => test.app.get<Connection>(getConnectionToken()).collection(name);
const read = (id: string) => api.get(`/api/v1/enrollments/${id}`);
const complete = (id: string, { lessons }: TaughtCourse, lesson = 0) =>
  api.post<{ course: object }>(`/api/v1/enrollments/${id}/lessons/${lessons[lesson]}/complete`);
const publish = <P extends JsonObject>(Event: EventType<P>, payload: P) =>
  test.app.get(Transactions).run(() => test.app.get(Outbox).publish(new Event(payload)));

describe('enrollments follow', () => {
  it('their completion: the certificate is issued without being asked for', async () => {
    const course = await createCourse(test, {}, [MANUAL]);
    const id = await enroll(api, course);
    await complete(id, course);
    await eventually(async () =>
      expect((await read(id)).body['certificate']).toMatchObject({ code: expect.any(String) as string }),
    );
  });

  it('their beginning: the lessons that count are counted', async () => {
    const course = await createCourse(test, {}, [MANUAL, MANUAL, MANUAL]);
    await enroll(api, course);
    await eventually(async () => {
      const enrollment = await collection('enrollments').findOne({ course: course.course._id });
      expect(enrollment?.['progress']).toMatchObject({ totalLessons: 3, percentage: 0 });
    });
  });

  it('the curriculum: progress is measured anew', async () => {
    const course = await createCourse(test, {}, [MANUAL, MANUAL]);
    const id = await enroll(api, course);
    await complete(id, course);
    await collection('lessons').updateOne(
      { course: course.course._id, order: 2 },
      { $set: { isActive: false } },
    );
    await publish(CurriculumChanged, { courseId: course.id });
    await eventually(async () => expect((await read(id)).body).toMatchObject({ status: 'completed' }));
  });

  it('the course when it is deleted, and when it comes back', async () => {
    const course = await createCourse(test, {}, [MANUAL, MANUAL]);
    const id = await enroll(api, course);
    await complete(id, course);
    await api.post(`/api/v1/enrollments/${id}/notes`, { lessonId: course.lessons[0], content: 'x' });
    await api.post(`/api/v1/enrollments/${id}/bookmarks`, { lessonId: course.lessons[0] });
    const { _id } = course.course;
    const batch = { courseId: course.id, batchId: 'a-batch' };

    await collection('courses').updateOne({ _id }, { $set: { isDeleted: true } });
    await publish(CourseDeleted, batch);
    await publish(CourseDeleted, batch);
    await eventually(async () => expect((await read(id)).status).toBe(404));
    for (const name of ['lesson_progress', 'notes', 'bookmarks'])
      await eventually(async () =>
        expect(await collection(name).findOne({ course: _id })).toMatchObject({
          isDeleted: true,
          deleteBatchId: 'a-batch',
        }),
      );

    await collection('courses').updateOne({ _id }, { $set: { isDeleted: false } });
    await publish(CourseRestored, batch);
    await eventually(async () =>
      expect((await read(id)).body).toMatchObject({ status: 'active', progress: { percentage: 50 } }),
    );
    expect((await complete(id, course, 1)).body.course).toMatchObject({ isCompleted: true });
    for (const kind of ['notes', 'bookmarks'])
      await eventually(async () =>
        expect((await api.get(`/api/v1/enrollments/${id}/${kind}`)).body['data']).toHaveLength(1),
      );
  });
});
