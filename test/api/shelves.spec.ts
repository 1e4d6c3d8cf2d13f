import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  courseInput,
  createComplete,
  createDraft,
  createFaculty,
  publish,
  type Faculty,
} from '../support/courses.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Shelf extends Record<string, unknown> {
  id: string;
  slug: string;
}

let test: TestApp;
let faculty: Faculty;
beforeAll(async () => {
  test = await startTestApp();
  faculty = await createFaculty(test);
});
afterAll(() => test.close());

const categories = async () =>
  (await test.api.get<{ data: (Shelf & { name: string })[] }>('/api/v1/categories')).body.data;
const createCategory = (name: string) =>
  faculty.admin.post<Shelf>('/api/v1/categories', { name, description: 'What it is about.' });

describe('categories', () => {
  it('are opened, changed and closed by administrators, and the catalogue follows at once', async () => {
    const before = await categories();
    const created = await createCategory('Film & Theatre');
    expect(created).toMatchObject({ status: 201, body: { slug: 'film-theatre' } });
    expect(await categories()).toHaveLength(before.length + 1);

    const path = `/api/v1/categories/${created.body.id}`;
    const changed = await faculty.admin.send('PATCH', path, { body: { name: 'Film' } });
    expect(changed.body).toMatchObject({
      name: 'Film',
      slug: 'film-theatre',
      description: 'What it is about.',
    });
    expect((await categories()).map(({ name }) => name)).toContain('Film');

    expect((await faculty.admin.send('DELETE', path)).status).toBe(204);
    expect(await categories()).toEqual(before);
    expect((await faculty.admin.send('DELETE', path)).status).toBe(404);
    expect((await faculty.admin.send('PATCH', path, { body: { name: 'x' } })).status).toBe(404);
  });

  it('have one name each, also when they come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => createCategory('Music')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'category-taken' });
  });

  it('stay while courses stand in them, unless another takes those', async () => {
    const from = (await createCategory('Dance')).body;
    const to = (await createCategory('Movement')).body;
    const course = await createDraft(faculty, { categoryId: from.id });
    const deleted = await createDraft(faculty, { categoryId: from.id });
    await faculty.instructor.send('DELETE', `/api/v1/courses/${deleted.id}`);

    const path = `/api/v1/categories/${from.id}`;
    expect(await faculty.admin.send('DELETE', path)).toMatchObject({
      status: 409,
      body: { code: 'category-in-use' },
    });
    for (const target of [from.id, 'f'.repeat(24)])
      expect(await faculty.admin.send('DELETE', `${path}?reassignTo=${target}`)).toMatchObject({
        status: 422,
        body: { code: 'unknown-category' },
      });
    expect((await categories()).map(({ id }) => id)).toContain(from.id);

    expect((await faculty.admin.send('DELETE', `${path}?reassignTo=${to.id}`)).status).toBe(204);
    for (const { id } of [course, deleted]) {
      await faculty.instructor.post(`/api/v1/courses/${id}/restore`);
      expect((await faculty.instructor.get(`/api/v1/users/me/courses/${id}`)).body).toMatchObject({
        categoryId: to.id,
      });
    }
  });

  it('are for administrators', async () => {
    const input = { name: 'x', description: 'x' };
    for (const client of [faculty.student, faculty.instructor, faculty.moderator]) {
      expect((await client.post('/api/v1/categories', input)).status).toBe(403);
      expect((await client.send('DELETE', `/api/v1/categories/${faculty.categoryId}`)).status).toBe(403);
    }
    expect((await test.api.post('/api/v1/categories', input)).status).toBe(401);
  });
});

describe('phases', () => {
  const phase = (values: object = {}) => ({
    title: `Phase ${Math.random()}`,
    description: 'What it is for.',
    order: 1,
    difficulty: 'beginner',
    ...values,
  });
  const create = async (values: object = {}) => {
    const { status, body, text } = await faculty.admin.post<Shelf>('/api/v1/phases', phase(values));
    expect(status, text).toBe(201);
    return body;
  };
  const change = (id: string, body: object) => faculty.admin.send('PATCH', `/api/v1/phases/${id}`, { body });
  const list = async () => (await test.api.get<{ data: Shelf[] }>('/api/v1/phases')).body.data;

  it('stand in their order, and add up what their published courses hold', async () => {
    const second = await create({ title: 'Second', order: 2 });
    const first = await create({ title: 'First', order: 1 });
    const hidden = await create({ title: 'Hidden', order: 3, isActive: false });
    expect(first).toMatchObject({ slug: 'first', color: '#00ff41', totalCourses: 0, prerequisites: [] });
    expect((await list()).map(({ id }) => id)).toEqual([first.id, second.id]);
    expect((await test.api.get(`/api/v1/phases/${hidden.id}`)).status).toBe(200);

    const course = await createComplete(faculty, { phaseId: first.id, order: 1 });
    await createComplete(faculty, { phaseId: first.id, order: 2 });
    await publish(faculty, course.id);
    expect((await list())[0]).toMatchObject({ totalCourses: 1, totalLessons: 1, totalDurationSeconds: 600 });
    await faculty.instructor.post(`/api/v1/courses/${course.id}/archive`);
    expect((await list())[0]).toMatchObject({ totalCourses: 0, totalLessons: 0 });
  });

  it('have one title each', async () => {
    await create({ title: 'Only one' });
    expect(await faculty.admin.post('/api/v1/phases', phase({ title: 'Only: one!' }))).toMatchObject({
      status: 409,
      body: { code: 'phase-taken' },
    });
  });

  it('do not build on each other in a circle', async () => {
    const a = await create();
    const b = await create({ prerequisites: [a.id] });
    expect(await change(a.id, { prerequisites: [b.id] })).toMatchObject({
      status: 422,
      body: { code: 'prerequisite-cycle' },
    });
    expect(await change(a.id, { prerequisites: ['f'.repeat(24)] })).toMatchObject({
      status: 422,
      body: { code: 'unknown-prerequisite' },
    });
    expect((await change(b.id, { prerequisites: [] })).body).toMatchObject({ prerequisites: [] });
    expect((await change(a.id, { prerequisites: [b.id] })).status).toBe(200);
  });

  it('stay while something builds on them', async () => {
    const [used, before, lone] = [await create(), await create(), await create()];
    await create({ prerequisites: [before.id] });
    await createDraft(faculty, { phaseId: used.id });
    const remove = (id: string) => faculty.admin.send('DELETE', `/api/v1/phases/${id}`);
    for (const { id } of [used, before])
      expect(await remove(id)).toMatchObject({ status: 409, body: { code: 'phase-in-use' } });
    expect((await remove(lone.id)).status).toBe(204);
    expect((await test.api.get(`/api/v1/phases/${lone.id}`)).status).toBe(404);
  });

  it.each([
    ['an order below one', { order: 0 }],
    ['a colour that is none', { color: 'red' }],
    ['an unknown difficulty', { difficulty: 'guru' }],
    ['prerequisites that are no ids', { prerequisites: ['x'] }],
  ])('refuse %s', async (_, values) => {
    expect((await faculty.admin.post('/api/v1/phases', phase(values))).status).toBe(400);
  });
});

it('a course that names a category and a phase keeps them until told otherwise', async () => {
  const { body } = await faculty.admin.post<Shelf>('/api/v1/phases', {
    title: 'Kept',
    description: 'x',
    order: 9,
    difficulty: 'expert',
  });
  const input = courseInput(faculty.categoryId, { phaseId: body.id, order: 3 });
  const { body: course } = await faculty.instructor.post<Shelf>('/api/v1/courses', input);
  const path = `/api/v1/courses/${course.id}`;
  const renamed = await faculty.instructor.send('PATCH', path, { body: { title: 'Renamed' } });
  expect(renamed.body).toMatchObject({ phaseId: body.id, order: 3, categoryId: faculty.categoryId });
  const loose = await faculty.instructor.send('PATCH', path, { body: { phaseId: null, order: null } });
  expect(loose.body).toMatchObject({ phaseId: null, order: null });
});
