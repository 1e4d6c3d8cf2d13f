import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.js';
import {
  addLesson,
  addSection,
  createDraft,
  createFaculty,
  type AuthoredCourse,
  type Faculty,
} from '../support/courses.js';
import { changesOf, readCurriculum, shape } from '../support/curricula.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let faculty: Faculty;
let instructor: ApiClient;
let course: AuthoredCourse;
beforeAll(async () => {
  test = await startTestApp();
  faculty = await createFaculty(test);
  ({ instructor } = faculty);
});
afterAll(() => test.close());

const read = (id = course.id) => readCurriculum(instructor, id);
const own = async () => (await instructor.get(`/api/v1/users/me/courses/${course.id}`)).body;

describe('sections and lessons', () => {
  let section: string;
  let lessons: string[];
  beforeAll(async () => {
    course = await createDraft(faculty);
    section = await addSection(instructor, course.id, 'One');
    lessons = [];
    for (const values of [
      { title: 'a' },
      { title: 'b', type: 'lab', durationSeconds: 60, content: { lab: { instructions: 'Build.' } } },
      { title: 'c', type: 'document', durationSeconds: 0, content: {}, isRequired: false },
    ])
      lessons.push(await addLesson(instructor, section, values));
  });

  it('stand in the order in which they were added, with defaults that keep them paid for', async () => {
    expect(shape(await read())).toEqual([['One', 'a', 'b', 'c']]);
    const { body } = await instructor.get<{ data: object[] }>(`/api/v1/sections/${section}/lessons`);
    expect(body.data[1]).toMatchObject({
      order: 2,
      isFree: false,
      isRequired: true,
      isActive: true,
      content: { lab: { instructions: 'Build.', solution: null, hints: [] } },
      completionCriteria: { type: 'time_based', requiredPercentage: 90, requiredInteractions: 0 },
      settings: { allowSkip: false, allowDownload: false, allowSpeedControl: true },
      difficulty: 'beginner',
    });
  });

  it('add up on the course', async () => {
    expect(await own()).toMatchObject({
      totalLessons: 3,
      totalDurationSeconds: 660,
      lessonCounts: { video: 1, lab: 1, document: 1, quiz: 0, assignment: 0, game: 0, code: 0 },
    });
  });

  it('tell of a change only when other lessons are required than before', async () => {
    const before = await changesOf(test, course.id);
    const patch = (id: string, body: object) => instructor.send('PATCH', `/api/v1/lessons/${id}`, { body });
    await patch(lessons[0]!, { title: 'A', durationSeconds: 900 });
    await patch(lessons[2]!, { isActive: false });
    expect(await changesOf(test, course.id)).toBe(before);
    await patch(lessons[2]!, { isActive: true, isRequired: true });
    await patch(lessons[1]!, { isActive: false });
    await patch(lessons[1]!, { isActive: true });
    expect(await changesOf(test, course.id)).toBe(before + 3);
    expect(await own()).toMatchObject({ totalDurationSeconds: 960 });
  });

  it('are put into another order by naming each of them once', async () => {
    const [a, b, c] = lessons as [string, string, string];
    const order = (ids: string[]) =>
      instructor.send('PUT', `/api/v1/sections/${section}/lessons/order`, { body: { ids } });
    expect((await order([c, a, b])).status).toBe(200);
    expect(shape(await read())).toEqual([['One', 'c', 'A', 'b']]);
    for (const ids of [
      [a, b],
      [a, b, c, 'f'.repeat(24)],
      [a, b, 'f'.repeat(24)],
    ])
      expect(await order(ids)).toMatchObject({ status: 409, body: { code: 'order-mismatch' } });
    expect((await order([a, a, b])).status).toBe(400);
    expect(shape(await read())).toEqual([['One', 'c', 'A', 'b']]);
  });

  it('go with their section when it is removed, and count no more', async () => {
    const two = await addSection(instructor, course.id, 'Two');
    const lesson = await addLesson(instructor, two, { title: 'd' });
    const order = await instructor.send('PUT', `/api/v1/courses/${course.id}/sections/order`, {
      body: { ids: [two, section] },
    });
    expect(order.status).toBe(200);
    expect(shape(await read()).map(([title]) => title)).toEqual(['Two', 'One']);
    expect(await own()).toMatchObject({ totalLessons: 4 });
    expect((await instructor.send('DELETE', `/api/v1/sections/${two}`)).status).toBe(204);
    expect((await instructor.get(`/api/v1/lessons/${lesson}`)).status).toBe(404);
    expect(await own()).toMatchObject({ totalLessons: 3 });
  });

  it('are hidden from learners together with their section', async () => {
    await instructor.send('PATCH', `/api/v1/sections/${section}`, { body: { isActive: false } });
    expect(await own()).toMatchObject({ totalLessons: 0, totalDurationSeconds: 0 });
    await instructor.send('PATCH', `/api/v1/sections/${section}`, { body: { isActive: true } });
    expect(await own()).toMatchObject({ totalLessons: 3 });
  });

  it('belong to their author', async () => {
    const stranger = faculty.otherInstructor;
    for (const [method, path, body] of [
      ['PATCH', `/sections/${section}`, { title: 'x' }],
      ['DELETE', `/sections/${section}`, undefined],
      ['GET', `/sections/${section}/lessons`, undefined],
      ['POST', `/sections/${section}/lessons`, { title: 'x', type: 'video' }],
      ['PUT', `/sections/${section}/lessons/order`, { ids: lessons }],
      ['PATCH', `/lessons/${lessons[0]}`, { title: 'x' }],
      ['DELETE', `/lessons/${lessons[0]}`, undefined],
      ['POST', `/courses/${course.id}/sections`, { title: 'x' }],
      ['PUT', `/courses/${course.id}/sections/order`, { ids: [section] }],
      ['PUT', `/courses/${course.id}/curriculum`, { version: 0, sections: [] }],
    ] as const)
      expect((await stranger.send(method, `/api/v1${path}`, { body })).status, `${method} ${path}`).toBe(404);
    expect((await faculty.moderator.get(`/api/v1/sections/${section}/lessons`)).status).toBe(200);
  });

  it.each([
    ['content of another type', { type: 'video', content: { lab: { instructions: 'x' } } }, 422],
    ['an unknown type', { type: 'dance' }, 400],
    ['a video that is a script', { type: 'video', content: { video: { url: 'javascript:x' } } }, 400],
    ['time that runs backwards', { type: 'video', durationSeconds: -1 }, 400],
    ['criteria beyond the whole', { type: 'video', completionCriteria: { requiredPercentage: 101 } }, 400],
  ])('refuse %s', async (_, values, status) => {
    const before = await read();
    const body = { title: 'x', ...values };
    expect((await instructor.post(`/api/v1/sections/${section}/lessons`, body)).status).toBe(status);
    expect(await read()).toEqual(before);
  });

  it('clean the HTML that they show', async () => {
    const html = '<p>Hi</p><script>steal()</script><img src=x onerror="steal()">';
    const id = await addLesson(instructor, section, {
      type: 'document',
      content: { document: { format: 'html', content: html } },
    });
    const { body } = await instructor.get(`/api/v1/lessons/${id}`);
    expect(body).toMatchObject({ content: { document: { content: expect.stringContaining('<p>Hi</p>') } } });
    expect(JSON.stringify(body)).not.toMatch(/<script|onerror|steal/);
    await instructor.send('DELETE', `/api/v1/lessons/${id}`);
  });

  it('begin without content when their type changes', async () => {
    const id = await addLesson(instructor, section);
    const change = { body: { type: 'document' } };
    expect((await instructor.send('PATCH', `/api/v1/lessons/${id}`, change)).body).toMatchObject({
      type: 'document',
      content: {},
    });
  });

  it('keep their places and totals right when many are added at once', async () => {
    const busy = await createDraft(faculty);
    const target = await addSection(instructor, busy.id);
    await Promise.all(Array.from({ length: 10 }, () => addLesson(instructor, target)));
    const { sections } = await read(busy.id);
    expect(sections[0]!.lessons.map(({ order }) => order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect((await instructor.get(`/api/v1/users/me/courses/${busy.id}`)).body).toMatchObject({
      totalLessons: 10,
      totalDurationSeconds: 6000,
    });
  });
});
