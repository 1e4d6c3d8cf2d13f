import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.js';
import {
  addLesson,
  addSection,
  createDraft,
  createFaculty,
  publish,
  type AuthoredCourse,
  type Faculty,
} from '../support/courses.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** Stands in everything that a paid lesson holds, and in nothing that guests may see. */
const SENTINEL = 'sentinel-7f3a';

let test: TestApp;
let faculty: Faculty;
let course: AuthoredCourse;
let section: string;
let free: string;
let paid: string;
let lab: string;
beforeAll(async () => {
  test = await startTestApp();
  faculty = await createFaculty(test);
  const { instructor } = faculty;
  course = await createDraft(faculty, {
    price: '0',
    title: 'Locksmithing',
    settings: { allowDownload: true },
  });
  section = await addSection(instructor, course.id);
  free = await addLesson(instructor, section, { title: 'For everybody', isFree: true });
  paid = await addLesson(instructor, section, {
    title: 'For learners',
    description: `About ${SENTINEL}`,
    type: 'document',
    content: {
      document: { format: 'markdown', content: SENTINEL, url: `https://x.example.com/${SENTINEL}` },
    },
    materials: [
      { type: 'document', title: 'Keep', url: `https://x.example.com/${SENTINEL}.pdf`, downloadable: true },
      { type: 'video', title: 'Watch', url: `https://x.example.com/${SENTINEL}.mp4` },
    ],
    tags: [SENTINEL],
    settings: { allowDownload: true },
    completionCriteria: { type: 'manual' },
  });
  lab = await addLesson(instructor, section, {
    title: 'By hand',
    type: 'lab',
    content: { lab: { instructions: '<p>Pick it.</p>', solution: 'solved', hints: ['a hint'] } },
    completionCriteria: { type: 'manual' },
  });
  await instructor.send('PUT', `/api/v1/courses/${course.id}/materials`, {
    body: {
      data: [
        {
          type: 'document',
          title: 'Book',
          url: `https://x.example.com/${SENTINEL}/book`,
          downloadable: true,
        },
        { type: 'video', title: 'Film', url: `https://x.example.com/${SENTINEL}/film` },
      ],
    },
  });
  await publish(faculty, course.id);
});
afterAll(() => test.close());

const open = (client: ApiClient, id: string) => client.get(`/api/v1/lessons/${id}`);
const refusal = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  body['code'],
];

/** Somebody who is enrolled, with the access that the enrollment is given. */
async function createLearner(level: 'full' | 'limited' | 'preview' = 'full') {
  const user = await createUser(test, { role: 'student' });
  const client = await signIn(test, user);
  const { body, status, text } = await client.post<{ id: string }>('/api/v1/enrollments', {
    courseId: course.id,
  });
  expect(status, text).toBe(201);
  await test.app
    .get<Connection>(getConnectionToken())
    .collection('enrollments')
    .updateOne({ _id: new Types.ObjectId(body.id) }, { $set: { accessLevel: level } });
  return { client, enrollmentId: body.id };
}

describe('a free lesson', () => {
  it('of a published course is open to everybody', async () => {
    for (const client of [test.api, faculty.student, faculty.otherInstructor])
      expect(await open(client, free)).toMatchObject({
        status: 200,
        body: { title: 'For everybody', content: { video: { url: 'https://videos.example.com/1.mp4' } } },
      });
  });

  it('of a draft, of a course that is not public, or that is switched off, does not exist', async () => {
    const draft = await createDraft(faculty);
    const section = await addSection(faculty.instructor, draft.id);
    const hidden = await addLesson(faculty.instructor, section, { isFree: true });
    await addLesson(faculty.instructor, section);
    expect(refusal(await open(test.api, hidden))).toEqual([404, 'lesson-not-found']);
    await publish(faculty, draft.id);
    expect((await open(test.api, hidden)).status).toBe(200);
    await faculty.instructor.send('PATCH', `/api/v1/courses/${draft.id}`, { body: { isPublic: false } });
    expect((await open(test.api, hidden)).status).toBe(404);
    await faculty.instructor.send('PATCH', `/api/v1/courses/${draft.id}`, { body: { isPublic: true } });
    await faculty.instructor.send('PATCH', `/api/v1/lessons/${hidden}`, { body: { isActive: false } });
    expect((await open(test.api, hidden)).status).toBe(404);
    expect((await open(faculty.instructor, hidden)).status).toBe(200);
  });
});

describe('a lesson that is not free', () => {
  it('is refused with a reason to those who see its title only', async () => {
    for (const client of [test.api, faculty.student, faculty.otherInstructor])
      expect(refusal(await open(client, paid))).toEqual([403, 'not-enrolled']);
    expect(refusal(await open(test.api, 'f'.repeat(24)))).toEqual([404, 'lesson-not-found']);
    expect((await open(test.api, 'nonsense')).status).toBe(400);
    expect((await open(test.api.as('forged'), paid)).status).toBe(401);
  });

  it('is open to its instructor, moderators and administrators, with everything in it', async () => {
    for (const client of [faculty.instructor, faculty.moderator, faculty.admin])
      expect((await open(client, lab)).body).toMatchObject({
        content: { lab: { solution: 'solved', hints: ['a hint'] } },
      });
  });

  it('is open to learners, as far as their access goes', async () => {
    const { client } = await createLearner();
    const { status, body } = await open(client, paid);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      content: { document: { content: SENTINEL } },
      materials: [
        { title: 'Keep', url: expect.stringContaining(SENTINEL) },
        { title: 'Watch', url: null },
      ],
      mayDownload: true,
    });

    const limited = await createLearner('limited');
    expect((await open(limited.client, paid)).body).toMatchObject({
      content: { document: { content: SENTINEL } },
      materials: [
        { title: 'Keep', url: null, downloadable: true },
        { title: 'Watch', url: null, downloadable: false },
      ],
      mayDownload: false,
    });

    const preview = await createLearner('preview');
    expect(refusal(await open(preview.client, paid))).toEqual([403, 'not-enrolled']);
    expect((await open(preview.client, free)).status).toBe(200);
  });

  it('stays open to learners when the course is archived', async () => {
    const { client } = await createLearner();
    await faculty.instructor.post(`/api/v1/courses/${course.id}/archive`);
    expect((await open(client, paid)).status).toBe(200);
    for (const id of [free, paid]) expect((await open(test.api, id)).status).toBe(404);
    await faculty.instructor.post(`/api/v1/courses/${course.id}/unarchive`);
    expect((await open(test.api, free)).status).toBe(200);
  });

  it('waits for those before it where lessons have an order', async () => {
    const { client } = await createLearner();
    const settings = (requireSequentialCompletion: boolean) =>
      faculty.instructor.send('PATCH', `/api/v1/courses/${course.id}`, {
        body: { settings: { requireSequentialCompletion } },
      });
    await settings(true);
    expect(refusal(await open(client, lab))).toEqual([403, 'lesson-locked']);
    await settings(false);
    expect((await open(client, lab)).status).toBe(200);
  });

  it('shows solutions and hints when it is completed', async () => {
    const { client, enrollmentId } = await createLearner();
    const before = await open(client, lab);
    expect(before.body).toMatchObject({
      content: { lab: { instructions: '<p>Pick it.</p>', solution: null, hints: [] } },
    });
    expect(before.text).not.toMatch(/solved|a hint/);
    const done = await client.post(`/api/v1/enrollments/${enrollmentId}/lessons/${lab}/complete`);
    expect(done.status, done.text).toBeLessThan(300);
    expect((await open(client, lab)).body).toMatchObject({
      content: { lab: { solution: 'solved', hints: ['a hint'] } },
    });
  });
});

describe('the materials of a course', () => {
  const materials = (client: ApiClient) =>
    client.get<{ data: { title: string; url: string | null }[] }>(`/api/v1/courses/${course.id}/materials`);

  it('are told to learners, and those to keep are handed to those with full access', async () => {
    const full = await createLearner();
    const limited = await createLearner('limited');
    const preview = await createLearner('preview');
    expect((await materials(full.client)).body.data.map(({ url }) => url !== null)).toEqual([true, false]);
    expect((await materials(limited.client)).body.data.map(({ url }) => url !== null)).toEqual([
      false,
      false,
    ]);
    for (const client of [preview.client, faculty.student])
      expect(refusal(await materials(client))).toEqual([403, 'not-enrolled']);
    expect((await materials(test.api)).status).toBe(401);
    expect((await materials(faculty.moderator)).status).toBe(200);
  });
});

describe('what a paid lesson holds', () => {
  it('is in no answer to strangers', async () => {
    const paths = [
      `/courses`,
      `/courses?q=locksmithing&facets=true`,
      `/courses?q=${SENTINEL}`,
      `/courses?tag=${SENTINEL}`,
      `/courses/${course.id}`,
      `/courses/${course.slug}`,
      `/courses/${course.id}/curriculum`,
      `/courses/${course.id}/sections`,
      `/courses/${course.id}/materials`,
      `/courses/${course.id}/reviews`,
      `/sections/${section}/lessons`,
      `/lessons/${free}`,
      `/lessons/${paid}`,
      `/lessons/${lab}`,
      `/phases`,
      `/categories`,
    ];
    for (const client of [test.api, faculty.student, faculty.otherInstructor])
      for (const path of paths) {
        const { text } = await client.get(`/api/v1${path}`);
        expect(text.replaceAll(`q=${SENTINEL}`, '').replaceAll(`tag=${SENTINEL}`, ''), path).not.toMatch(
          /sentinel-7f3a|solved|a hint/,
        );
      }
  });
});
