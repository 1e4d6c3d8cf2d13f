import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.js';
import { recordedOf } from '../support/audit.js';
import {
  addLesson,
  addSection,
  createDraft,
  createFaculty,
  type AuthoredCourse,
  type Faculty,
} from '../support/courses.js';
import { readCurriculum } from '../support/curricula.js';
import { ME } from '../support/own-account.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let faculty: Faculty;
let course: AuthoredCourse;
let section: string;
let lesson: string;
let adminId: string;
let authorId: string;

beforeAll(async () => {
  test = await startTestApp();
  faculty = await createFaculty(test);
  [adminId, authorId] = (await Promise.all([faculty.admin, faculty.instructor].map(idOf))) as [
    string,
    string,
  ];
});
afterAll(() => test.close());
beforeEach(async () => {
  course = await createDraft(faculty);
  section = await addSection(faculty.instructor, course.id, 'One');
  lesson = await addLesson(faculty.instructor, section, { title: 'a' });
});

const idOf = async (client: ApiClient) => String((await client.get(ME)).body['id']);

/** What an entry has of a change, wherever it keeps it. */
interface Changes {
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}

/** What was recorded of the course. */
async function recorded(): Promise<(Changes & { action: string; actor: string; subject: string })[]> {
  return (await recordedOf(test, course.id)).map(({ action, actor, subject, before, after, personal }) => {
    const part = personal as Changes | null;
    return {
      action: action as string,
      actor: String((actor as { id: unknown }).id),
      subject: String(subject),
      before: { ...(before as object), ...part?.before },
      after: { ...(after as object), ...part?.after },
    };
  });
}

const send = async (client: ApiClient, method: string, path: string, body?: object) => {
  const { status, text } = await client.send(method, `/api/v1/${path}`, { body });
  expect([path, text, status < 300]).toEqual([path, text, true]);
};

describe('what an administrator changes of the course of somebody else', () => {
  it('is recorded: who, on whom, and the values before and after', async () => {
    await send(faculty.admin, 'PATCH', `sections/${section}`, { title: 'First' });
    expect(await recorded()).toEqual([
      {
        action: 'course.curriculum-changed',
        actor: adminId,
        subject: authorId,
        before: { [`section ${section}`]: { title: 'One' } },
        after: { [`section ${section}`]: { title: 'First' }, changed: 1 },
      },
    ]);
  });

  it('is told without the works: that content is another, and how a long text begins', async () => {
    const solution = 'A secret of the trade. '.repeat(100);
    const fullDescription = 'Long words. '.repeat(200);
    await send(faculty.admin, 'PATCH', `lessons/${lesson}`, {
      type: 'lab',
      content: { lab: { instructions: 'Build.', solution } },
    });
    await send(faculty.admin, 'PATCH', `courses/${course.id}`, { fullDescription });
    const [lessons, values] = await recorded();
    expect(lessons).toMatchObject({
      before: {
        [`lesson ${lesson}`]: { type: 'video', content: expect.stringMatching(/^[\w-]{12}$/) as string },
      },
      after: {
        [`lesson ${lesson}`]: { type: 'lab', content: expect.stringMatching(/^[\w-]{12}$/) as string },
      },
    });
    expect(Object.keys(lessons!.after[`lesson ${lesson}`] as object)).toEqual(['type', 'content']);
    expect(values).toMatchObject({
      action: 'course.updated',
      before: { fullDescription: '' },
      after: {
        fullDescription: expect.stringMatching(/^Long words.*\(2399 characters\)$/) as string,
      },
    });
    expect(JSON.stringify(await recorded())).not.toContain('A secret of the trade');
  });

  it('is told however long a text is, also where an emoji stands at the cut', async () => {
    const fullDescription = `${'a'.repeat(99)}😀${'b'.repeat(1000)}`;
    await send(faculty.admin, 'PATCH', `courses/${course.id}`, { fullDescription });
    expect((await recorded())[0]!.after).toEqual({
      fullDescription: `${'a'.repeat(99)}\uFFFD... (1101 characters)`,
    });
  });

  it('is every step: adding, ordering, removing, replacing, and asking for the review', async () => {
    const { admin } = faculty;
    await send(admin, 'POST', `courses/${course.id}/sections`, { title: 'Two' });
    const [, two] = (await readCurriculum(admin, course.id)).sections;
    await send(admin, 'POST', `sections/${section}/lessons`, { title: 'b', type: 'video' });
    const [, b] = (await readCurriculum(admin, course.id)).sections[0]!.lessons;
    await send(admin, 'PUT', `sections/${section}/lessons/order`, { ids: [b!.id, lesson] });
    await send(admin, 'PUT', `courses/${course.id}/sections/order`, { ids: [two!.id, section] });
    await send(admin, 'DELETE', `lessons/${b!.id}`);
    await send(admin, 'DELETE', `sections/${two!.id}`);
    const { version } = await readCurriculum(admin, course.id);
    await send(admin, 'PUT', `courses/${course.id}/curriculum`, {
      version,
      sections: [{ id: section, lessons: [{ id: lesson, title: 'A' }] }],
    });
    await send(admin, 'POST', `courses/${course.id}/submit`);
    const steps = (await recorded()).map(({ action, before, after }) => [
      action,
      Object.keys(before),
      Object.keys(after).filter((name) => name !== 'changed'),
    ]);
    const [s1, s2, l1, l2] = [
      `section ${section}`,
      `section ${two!.id}`,
      `lesson ${lesson}`,
      `lesson ${b!.id}`,
    ];
    const changed = 'course.curriculum-changed';
    expect(steps).toEqual([
      [changed, [], [s2]],
      [changed, [], [l2]],
      [changed, [l1, l2].toSorted(), [l1, l2].toSorted()],
      [changed, [s1, s2], [s1, s2]],
      [changed, [l2], []],
      [changed, [s2], []],
      [changed, [s1, l1], [s1, l1]],
      ['course.submitted', ['status'], ['status']],
    ]);
  });

  it('is counted when it is very much, and fifty of it are named', async () => {
    const { version } = await readCurriculum(faculty.admin, course.id);
    const lessons = Array.from({ length: 60 }, (_, at) => ({ title: `Lesson ${at}`, type: 'video' }));
    await send(faculty.admin, 'PUT', `courses/${course.id}/curriculum`, {
      version,
      sections: [{ id: section, lessons: [{ id: lesson }, ...lessons] }],
    });
    const [entry] = await recorded();
    expect([entry!.after['changed'], Object.keys(entry!.after).length]).toEqual([60, 51]);
  });

  it('is theirs alone where it is the own course', async () => {
    await send(faculty.instructor, 'PATCH', `sections/${section}`, { title: 'First' });
    await send(faculty.instructor, 'PATCH', `courses/${course.id}`, { title: 'Renamed' });
    await send(faculty.instructor, 'POST', `courses/${course.id}/submit`);
    expect(await recorded()).toEqual([]);
  });

  it('leaves no entry when it fails', async () => {
    const { status } = await faculty.admin.send('PUT', `/api/v1/courses/${course.id}/sections/order`, {
      body: { ids: [lesson] },
    });
    expect(status).toBe(409);
    expect(await recorded()).toEqual([]);
  });
});
