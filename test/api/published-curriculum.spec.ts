import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addLesson,
  createComplete,
  createFaculty,
  publish,
  type CompleteCourse,
  type Faculty,
} from '../support/courses.js';
import { readCurriculum, shape } from '../support/curricula.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let faculty: Faculty;
beforeAll(async () => {
  test = await startTestApp();
  faculty = await createFaculty(test);
});
afterAll(() => test.close());

/** A published course of one section with some required lessons. */
async function offer(lessons?: number): Promise<CompleteCourse> {
  const course = await createComplete(faculty, {}, lessons);
  await publish(faculty, course.id);
  return course;
}

const REFUSED = {
  status: 409,
  body: { code: 'published-course-incomplete', detail: expect.stringContaining('Archive') },
};
const NOTHING_TO_LEARN = {
  ...REFUSED,
  body: { ...REFUSED.body, errors: [expect.objectContaining({ code: 'no-required-lesson' })] },
};

describe('the curriculum of a published course', () => {
  it('keeps its last required lesson, by whatever way it is to go', async () => {
    const { instructor } = faculty;
    const { id, section, lessons } = await offer();
    const lesson = lessons[0]!;
    const { version } = await readCurriculum(instructor, id);
    const putCurriculum = (sections: object[]) =>
      instructor.send('PUT', `/api/v1/courses/${id}/curriculum`, { body: { version, sections } });
    const change = (path: string, body: object) => instructor.send('PATCH', `/api/v1/${path}`, { body });
    for (const attempt of [
      () => instructor.send('DELETE', `/api/v1/lessons/${lesson}`),
      () => instructor.send('DELETE', `/api/v1/sections/${section}`),
      () => change(`lessons/${lesson}`, { isActive: false }),
      () => change(`lessons/${lesson}`, { isRequired: false }),
      () => change(`sections/${section}`, { isActive: false }),
      () => putCurriculum([]),
      () => putCurriculum([{ id: section, lessons: [] }]),
      () => putCurriculum([{ id: section, lessons: [{ id: lesson, isRequired: false }] }]),
      () => putCurriculum([{ id: section, isActive: false, lessons: [{ id: lesson }] }]),
    ])
      expect(await attempt()).toMatchObject(NOTHING_TO_LEARN);
    const after = await readCurriculum(instructor, id);
    expect([after.version, shape(after)]).toEqual([version, [['Basics', 'Lesson 1']]]);
  });

  it('gets no active lesson without content, and loses none of what lessons hold', async () => {
    const { instructor } = faculty;
    const { section, lessons } = await offer();
    const missing = { ...REFUSED, body: { code: REFUSED.body.code, errors: [{ code: 'missing-content' }] } };
    const change = (body: object) => instructor.send('PATCH', `/api/v1/lessons/${lessons[0]}`, { body });
    expect(await change({ content: { video: { url: null } } })).toMatchObject(missing);
    const quiz = { title: 'Quiz', type: 'quiz' };
    expect(await instructor.post(`/api/v1/sections/${section}/lessons`, quiz)).toMatchObject(missing);

    const later = await addLesson(instructor, section, { ...quiz, isActive: false, content: {} });
    const switchOn = (body: object) =>
      instructor.send('PATCH', `/api/v1/lessons/${later}`, { body: { isActive: true, ...body } });
    expect(await switchOn({})).toMatchObject(missing);
    expect((await switchOn({ content: { quiz: { instructions: 'Ten questions.' } } })).status).toBe(200);
  });

  it('keeps one of two lessons that are removed at the same moment', async () => {
    const { instructor } = faculty;
    const courses = await Promise.all(Array.from({ length: 4 }, () => offer(2)));
    for (const { id, lessons } of courses) {
      const answers = await Promise.all(
        lessons.map((lesson) => instructor.send('DELETE', `/api/v1/lessons/${lesson}`)),
      );
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      const { sections } = await readCurriculum(instructor, id);
      expect(sections[0]?.lessons).toHaveLength(1);
    }
  });

  it('is not emptied while it is being published', async () => {
    const { instructor, moderator } = faculty;
    for (let round = 0; round < 4; round++) {
      const {
        id,
        lessons: [lesson],
      } = await createComplete(faculty);
      await instructor.post(`/api/v1/courses/${id}/submit`);
      const [published, removed] = await Promise.all([
        moderator.post(`/api/v1/courses/${id}/publish`),
        instructor.send('DELETE', `/api/v1/lessons/${lesson}`),
      ]);
      expect([
        [200, 409],
        [409, 204],
      ]).toContainEqual([published.status, removed.status]);
    }
  });

  it('can be emptied in the archive, from where it comes back only when it is complete again', async () => {
    const { instructor } = faculty;
    const { id, section, lessons } = await offer();
    await instructor.post(`/api/v1/courses/${id}/archive`);
    expect((await instructor.send('DELETE', `/api/v1/lessons/${lessons[0]}`)).status).toBe(204);
    expect(await instructor.post(`/api/v1/courses/${id}/unarchive`)).toMatchObject({
      status: 422,
      body: { code: 'course-incomplete', errors: [{ code: 'no-required-lesson' }] },
    });
    await addLesson(instructor, section);
    expect((await instructor.post(`/api/v1/courses/${id}/unarchive`)).body).toMatchObject({
      status: 'published',
    });
  });
});

describe('submitting a course', () => {
  it('is refused when its lessons are all in sections that are switched off', async () => {
    const { instructor } = faculty;
    const { id, section } = await createComplete(faculty);
    await instructor.send('PATCH', `/api/v1/sections/${section}`, { body: { isActive: false } });
    expect(await instructor.post(`/api/v1/courses/${id}/submit`)).toMatchObject({
      status: 422,
      body: { code: 'course-incomplete', errors: [{ code: 'no-required-lesson' }] },
    });
  });
});
