import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer, ApiClient } from '../support/api-client.js';
import {
  createComplete,
  createFaculty,
  type AuthoredCourse,
  type CompleteCourse,
  type Faculty,
} from '../support/courses.js';
import { readCurriculum } from '../support/curricula.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let faculty: Faculty;
beforeAll(async () => {
  test = await startTestApp();
  faculty = await createFaculty(test);
});
afterAll(() => test.close());

const submit = async (): Promise<CompleteCourse> => {
  const course = await createComplete(faculty, { price: '10.00' });
  expect((await faculty.instructor.post(`/api/v1/courses/${course.id}/submit`)).status).toBe(200);
  return course;
};

/** What a moderator sees of a course. */
const look = async (id: string): Promise<AuthoredCourse & { version: number; submittedVersion: number }> =>
  (
    await faculty.moderator.get<AuthoredCourse & { version: number; submittedVersion: number }>(
      `/api/v1/moderation/courses/${id}`,
    )
  ).body;

const publish = (id: string, version?: number): Promise<Answer> =>
  faculty.moderator.post(`/api/v1/courses/${id}/publish`, version === undefined ? undefined : { version });

const CHANGED = { status: 409, body: { code: 'course-changed', detail: expect.stringContaining('version') } };

/** All that an author can change of a course. */
const CHANGES: Record<string, (author: ApiClient, course: CompleteCourse) => Promise<Answer>> = {
  'its values': (author, { id }) =>
    author.send('PATCH', `/api/v1/courses/${id}`, { body: { price: '99.00' } }),
  'its materials': (author, { id }) =>
    author.send('PUT', `/api/v1/courses/${id}/materials`, {
      body: { data: [{ type: 'document', title: 'x', url: 'https://files.example.com/x.pdf' }] },
    }),
  'a lesson': (author, { lessons: [lesson] }) =>
    author.send('PATCH', `/api/v1/lessons/${lesson}`, {
      body: { content: { video: { url: 'https://videos.example.com/other.mp4' } } },
    }),
  'a new lesson': (author, { section }) =>
    author.post(`/api/v1/sections/${section}/lessons`, { title: 'More', type: 'video' }),
  'a section': (author, { section }) =>
    author.send('PATCH', `/api/v1/sections/${section}`, { body: { title: 'Other' } }),
  'a new section': (author, { id }) => author.post(`/api/v1/courses/${id}/sections`, { title: 'More' }),
  'the order of its sections': (author, { id, section }) =>
    author.send('PUT', `/api/v1/courses/${id}/sections/order`, { body: { ids: [section] } }),
  'the order of its lessons': (author, { section, lessons: [lesson] }) =>
    author.send('PUT', `/api/v1/sections/${section}/lessons/order`, { body: { ids: [lesson] } }),
  'the whole curriculum': async (author, { id, section, lessons: [lesson] }) => {
    const { version } = await readCurriculum(author, id);
    const sections = [{ id: section, title: 'Other', lessons: [{ id: lesson }] }];
    return author.send('PUT', `/api/v1/courses/${id}/curriculum`, { body: { version, sections } });
  },
};

describe('publishing a course', () => {
  it.each(Object.keys(CHANGES))('is refused when %s changed after the moderator looked', async (what) => {
    const course = await submit();
    const seen = await look(course.id);
    expect(seen.submittedVersion).toBe(seen.version);
    expect((await CHANGES[what]!(faculty.instructor, course)).status).toBeLessThan(300);

    expect(await publish(course.id, seen.version)).toMatchObject(CHANGED);
    expect(await publish(course.id)).toMatchObject(CHANGED);
    const now = await look(course.id);
    expect(now).toMatchObject({ status: 'under-review', submittedVersion: seen.version });
    expect(now.version).toBeGreaterThan(seen.version);
  });

  it('takes the version that the moderator sees after looking again, on the course and on its curriculum', async () => {
    const course = await submit();
    await CHANGES['its values']!(faculty.instructor, course);
    const { body } = await faculty.moderator.get<{ courseVersion: number }>(
      `/api/v1/courses/${course.id}/curriculum`,
    );
    const { version } = await look(course.id);
    expect(body.courseVersion).toBe(version);
    expect(await publish(course.id, version)).toMatchObject({
      status: 200,
      body: { status: 'published', price: '99.00', version },
    });
  });

  it('takes what was submitted from clients that name no version', async () => {
    const { id } = await submit();
    expect((await publish(id)).status).toBe(200);
  });

  it('takes what was submitted again after a rejection', async () => {
    const { instructor, moderator } = faculty;
    const course = await submit();
    const { version } = await look(course.id);
    await moderator.post(`/api/v1/courses/${course.id}/reject`, { reason: 'Too dear.' });
    await CHANGES['its values']!(instructor, course);
    await instructor.post(`/api/v1/courses/${course.id}/submit`);
    expect(await publish(course.id, version)).toMatchObject(CHANGED);
    expect((await publish(course.id)).status).toBe(200);
  });

  it('is refused with a version that is none', async () => {
    const { id } = await submit();
    for (const version of [-1, 1.5, '2', null])
      expect((await faculty.moderator.post(`/api/v1/courses/${id}/publish`, { version })).status).toBe(400);
    expect(await publish(id, 10_000)).toMatchObject(CHANGED);
  });

  it('publishes what was seen or nothing when the instructor changes it at the same moment', async () => {
    for (const change of ['its values', 'a lesson'] as const) {
      const courses = await Promise.all(Array.from({ length: 6 }, submit));
      const answers = await Promise.all(
        courses.map(async (course) => {
          const { version } = await look(course.id);
          const [published, changed] = await Promise.all([
            publish(course.id, version),
            CHANGES[change]!(faculty.instructor, course),
          ]);
          expect(changed.status).toBe(200);
          return { course, version, published };
        }),
      );
      for (const { course, version, published } of answers) {
        const isPublished = published.status === 200;
        const ending = isPublished ? { status: 200, body: { version, price: '10.00' } } : CHANGED;
        expect(published).toMatchObject(ending);
        expect((await look(course.id)).status).toBe(isPublished ? 'published' : 'under-review');
      }
    }
  });
});
