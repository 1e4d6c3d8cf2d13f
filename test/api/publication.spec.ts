import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addLesson,
  addSection,
  createComplete,
  createDraft,
  createFaculty,
  publish,
  type Faculty,
} from '../support/courses.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let faculty: Faculty;
beforeAll(async () => {
  test = await startTestApp();
  faculty = await createFaculty(test);
});
afterAll(() => test.close());

const eventsOf = async (courseId: string): Promise<string[]> => {
  const found = await test.app
    .get<Connection>(getConnectionToken())
    .collection('outbox')
    .find({ 'payload.courseId': courseId })
    .sort({ _id: 1 })
    .toArray();
  return found.map(({ type }) => String(type));
};

describe('the way of a course', () => {
  it('leads from draft over review into the catalogue, to the archive and back', async () => {
    const { instructor, moderator } = faculty;
    const { id, slug } = await createComplete(faculty);
    expect((await test.api.get(`/api/v1/courses/${slug}`)).status).toBe(404);

    const submitted = await instructor.post(`/api/v1/courses/${id}/submit`);
    expect(submitted).toMatchObject({ status: 200, body: { status: 'under-review', publishedAt: null } });
    const queue = await moderator.get<{ data: { id: string }[] }>('/api/v1/moderation/courses');
    expect(queue.body.data.map((course) => course.id)).toContain(id);
    expect((await moderator.get(`/api/v1/moderation/courses/${id}`)).status).toBe(200);
    expect((await moderator.get(`/api/v1/courses/${id}/curriculum`)).status).toBe(200);

    const published = await moderator.post(`/api/v1/courses/${id}/publish`);
    expect(published).toMatchObject({
      body: { status: 'published', publishedAt: test.clock.now().toISOString() },
    });
    expect((await test.api.get(`/api/v1/courses/${slug}`)).status).toBe(200);

    expect((await instructor.post(`/api/v1/courses/${id}/archive`)).status).toBe(200);
    expect((await test.api.get(`/api/v1/courses/${slug}`)).status).toBe(404);

    test.clock.advance(60_000);
    const back = await instructor.post(`/api/v1/courses/${id}/unarchive`);
    expect(back).toMatchObject({
      body: { status: 'published', publishedAt: published.body['publishedAt'] },
    });
    expect((await test.api.get(`/api/v1/courses/${slug}`)).status).toBe(200);
    expect(await eventsOf(id)).toEqual([
      'CurriculumChanged',
      'CourseSubmitted',
      'CoursePublished',
      'CourseArchived',
    ]);
  });

  it('leads back to the draft with a reason, which the next submission clears', async () => {
    const { instructor, moderator } = faculty;
    const { id } = await createComplete(faculty);
    await instructor.post(`/api/v1/courses/${id}/submit`);
    const reason = 'The second lesson has no sound.';
    expect(await moderator.post(`/api/v1/courses/${id}/reject`, { reason })).toMatchObject({
      status: 200,
      body: { status: 'draft', rejection: { reason, at: test.clock.now().toISOString() } },
    });
    expect((await instructor.get(`/api/v1/users/me/courses/${id}`)).body).toMatchObject({
      rejection: { reason },
    });
    expect((await instructor.post(`/api/v1/courses/${id}/submit`)).body).toMatchObject({ rejection: null });
  });

  it('says what is missing before a review', async () => {
    const { instructor } = faculty;
    const course = await createDraft(faculty);
    expect(await instructor.post(`/api/v1/courses/${course.id}/submit`)).toMatchObject({
      status: 422,
      body: { code: 'course-incomplete', errors: [{ code: 'no-required-lesson' }] },
    });
    const section = await addSection(instructor, course.id);
    const lesson = await addLesson(instructor, section, { type: 'lab', content: {} });
    const { body } = await instructor.post(`/api/v1/courses/${course.id}/submit`);
    expect(body['errors']).toEqual([
      expect.objectContaining({ pointer: `/lessons/${lesson}/content/lab`, code: 'missing-content' }),
    ]);
    expect((await instructor.get(`/api/v1/users/me/courses/${course.id}`)).body).toMatchObject({
      status: 'draft',
    });
    expect(await eventsOf(course.id)).not.toContain('CourseSubmitted');
  });

  it('takes no step twice and none out of order', async () => {
    const { instructor, moderator } = faculty;
    const { id } = await createComplete(faculty);
    for (const [client, step] of [
      [instructor, 'archive'],
      [instructor, 'unarchive'],
      [moderator, 'publish'],
    ] as const)
      expect(await client.post(`/api/v1/courses/${id}/${step}`)).toMatchObject({
        status: 409,
        body: { code: 'wrong-course-status' },
      });
    await instructor.post(`/api/v1/courses/${id}/submit`);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => moderator.post(`/api/v1/courses/${id}/publish`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...Array.from({ length: 7 }, () => 409),
    ]);
    expect((await eventsOf(id)).filter((type) => type === 'CoursePublished')).toHaveLength(1);
  });

  it('is not published by its instructor, and not submitted by a moderator', async () => {
    const { id } = await createComplete(faculty);
    await faculty.instructor.post(`/api/v1/courses/${id}/submit`);
    expect((await faculty.instructor.post(`/api/v1/courses/${id}/publish`)).status).toBe(403);
    expect((await faculty.moderator.post(`/api/v1/courses/${id}/submit`)).status).toBe(403);
    expect((await faculty.student.get('/api/v1/moderation/courses')).status).toBe(403);
  });
});

describe('deleting a course', () => {
  it('hides it with its sections and lessons, and restoring brings back exactly those', async () => {
    const { instructor } = faculty;
    const course = await createDraft(faculty);
    const section = await addSection(instructor, course.id);
    const gone = await addLesson(instructor, section, { title: 'Deleted before' });
    const kept = await addLesson(instructor, section, { title: 'Kept' });
    await publish(faculty, course.id);
    await instructor.send('DELETE', `/api/v1/lessons/${gone}`);

    expect((await instructor.send('DELETE', `/api/v1/courses/${course.id}`)).status).toBe(204);
    expect((await test.api.get(`/api/v1/courses/${course.slug}`)).status).toBe(404);
    expect((await instructor.get(`/api/v1/users/me/courses/${course.id}`)).status).toBe(404);
    expect((await instructor.get(`/api/v1/lessons/${kept}`)).status).toBe(404);
    expect((await instructor.send('DELETE', `/api/v1/courses/${course.id}`)).status).toBe(404);
    const deleted = await instructor.get<{ data: { id: string }[] }>('/api/v1/users/me/courses?deleted=true');
    expect(deleted.body.data.map(({ id }) => id)).toEqual([course.id]);

    expect((await faculty.otherInstructor.post(`/api/v1/courses/${course.id}/restore`)).status).toBe(404);
    expect(await instructor.post(`/api/v1/courses/${course.id}/restore`)).toMatchObject({
      status: 200,
      body: { status: 'published' },
    });
    expect((await test.api.get(`/api/v1/courses/${course.slug}`)).status).toBe(200);
    expect((await instructor.get(`/api/v1/lessons/${kept}`)).status).toBe(200);
    expect((await instructor.get(`/api/v1/lessons/${gone}`)).status).toBe(404);
    expect(await instructor.post(`/api/v1/courses/${course.id}/restore`)).toMatchObject({
      status: 409,
      body: { code: 'course-not-deleted' },
    });
    expect((await eventsOf(course.id)).slice(-2)).toEqual(['CourseDeleted', 'CourseRestored']);
  });
});
