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
import { changesOf, type Curriculum, readCurriculum, type Section, shape } from '../support/curricula.js';
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
const replace = (body: object, id = course.id) =>
  instructor.send<Curriculum>('PUT', `/api/v1/courses/${id}/curriculum`, { body });
const own = async () => (await instructor.get(`/api/v1/users/me/courses/${course.id}`)).body;

describe('a whole curriculum', () => {
  const lesson = (title: string, values: object = {}) => ({ title, type: 'video', ...values });
  const build = async () => {
    course = await createDraft(faculty);
    const sections = [
      { title: 'One', lessons: [lesson('a', { durationSeconds: 60 }), lesson('b')] },
      { title: 'Two', lessons: [lesson('c')] },
    ];
    const { status, body } = await replace({ version: 0, sections });
    expect(status).toBe(200);
    return body;
  };

  it('is built, rearranged and thinned out in one go each; what is left out is switched off', async () => {
    const built = await build();
    expect(shape(built)).toEqual([
      ['One', 'a', 'b'],
      ['Two', 'c'],
    ]);
    const [one, two] = built.sections as [Section, Section];
    const changed = await replace({
      version: built.version,
      sections: [
        {
          id: two.id,
          title: 'Second',
          lessons: [{ id: one.lessons[0]!.id }, lesson('d'), { id: two.lessons[0]!.id, title: 'C' }],
        },
        { title: 'Three', lessons: [] },
      ],
    });
    expect(changed.status).toBe(200);
    expect(shape(changed.body)).toEqual([['Second', 'a', 'd', 'C'], ['Three'], ['(One)', '(b)']]);
    expect(await own()).toMatchObject({ totalLessons: 3, totalDurationSeconds: 60 });

    // Naming something again brings it back as it was.
    const back = await replace({
      version: changed.body.version,
      sections: [{ id: one.id, lessons: [{ id: one.lessons[1]!.id }] }],
    });
    expect(shape(back.body)).toEqual([['One', 'b'], ['(Second)', '(a)', '(d)', '(C)'], ['(Three)']]);
    expect(back.body.sections[0]!.lessons[0]).toEqual({
      ...one.lessons[1],
      order: 1,
      updatedAt: expect.anything(),
    });
  });

  it('comes back the same when it is sent as it was read', async () => {
    const built = await build();
    const events = await changesOf(test, course.id);
    const sections = built.sections.map(({ id, title, lessons }) => ({
      id,
      title,
      lessons: lessons.map((node) => ({ id: node.id, title: node.title })),
    }));
    const { body } = await replace({ version: built.version, sections });
    expect(body).toEqual({
      ...built,
      version: built.version + 1,
      courseVersion: built.courseVersion + 1,
    });
    expect(await changesOf(test, course.id)).toBe(events);
  });

  it('of somebody who read an older version changes nothing', async () => {
    const built = await build();
    await instructor.send('PATCH', `/api/v1/lessons/${built.sections[0]!.lessons[0]!.id}`, {
      body: { title: 'By a colleague' },
    });
    expect(await replace({ version: built.version, sections: [] })).toMatchObject({
      status: 409,
      body: { code: 'curriculum-changed' },
    });
    expect(shape(await read())).toEqual([
      ['One', 'By a colleague', 'b'],
      ['Two', 'c'],
    ]);
  });

  it('is taken from one of many who send theirs at once', async () => {
    const { version } = await build();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        replace({ version, sections: [{ title: `By ${index}`, lessons: [lesson('only')] }] }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(shape(await read())[0]).toEqual([`By ${winner}`, 'only']);
    expect(await own()).toMatchObject({ totalLessons: 1 });
  });

  it('names what does not fit, and changes nothing', async () => {
    const built = await build();
    const foreign = await createDraft(faculty);
    const section = await addSection(instructor, foreign.id);
    const elsewhere = await addLesson(instructor, section);
    const twice = { id: built.sections[0]!.lessons[0]!.id };
    const answer = await replace({
      version: built.version,
      sections: [
        { title: 'New', lessons: [twice, { id: elsewhere }, twice] },
        { id: section, lessons: [] },
        { lessons: [{ title: 'no type' }, lesson('x', { content: { quiz: { instructions: 'x' } } })] },
      ],
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-curriculum' } });
    const { errors } = answer.body as unknown as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual([
      '/sections/0/lessons/1/id',
      '/sections/0/lessons/2/id',
      '/sections/1/id',
      '/sections/2/title',
      '/sections/2/lessons/0/type',
      '/sections/2/lessons/1/content/quiz',
    ]);
    expect(await read()).toEqual(built);
  });
});
