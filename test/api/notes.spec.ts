import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, database, statuses } from '../support/enrollments.js';
import { createCourse } from '../support/learning.js';
import { engagementOf, keep, listKept, removeKept, type Kept } from '../support/notebook.js';
import { createUser, signIn } from '../support/people.js';
import { learnerOf, MANUAL, type Student } from '../support/study.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const student = async () => learnerOf(test, await createCourse(test));
const write = (learner: Student, lesson: number, values: object) => keep(learner, 'notes', lesson, values);
const change = (learner: Student, noteId: string, changes: object) =>
  learner.api.send<Kept>('PATCH', `/api/v1/enrollments/${learner.id}/notes/${noteId}`, { body: changes });
const contents = async (learner: Student, query?: string) =>
  (await listKept(learner, 'notes', query)).body.data.map(({ content }) => content);

describe('a note', () => {
  it('is kept as plain text with its lines, at its moment of the video', async () => {
    const learner = await student();
    const { status, body } = await write(learner, 0, {
      content: ' First line\n<b>second</b> line ',
      positionSeconds: 42.5,
    });
    expect([status, body]).toMatchObject([
      201,
      { lessonId: learner.course.lessons[0], content: 'First line\nsecond line', positionSeconds: 42.5 },
    ]);
    expect((await listKept(learner, 'notes')).body.data).toEqual([body]);
  });

  it('is about the lesson as a whole where it names no moment', async () => {
    expect((await write(await student(), 0, { content: 'x' })).body.positionSeconds).toBeNull();
  });

  it('is changed in what is sent, and keeps the rest', async () => {
    const learner = await student();
    const { id } = (await write(learner, 0, { content: 'x', positionSeconds: 10 })).body;
    test.clock.advance(1000);
    expect((await change(learner, id, { content: 'y' })).body).toMatchObject({
      content: 'y',
      positionSeconds: 10,
      updatedAt: test.clock.now().toISOString(),
    });
    expect((await change(learner, id, { positionSeconds: null })).body).toMatchObject({
      content: 'y',
      positionSeconds: null,
    });
  });

  it('that is removed is gone', async () => {
    const learner = await student();
    const { id } = (await write(learner, 0, { content: 'x' })).body;
    expect((await removeKept(learner, 'notes', id)).status).toBe(204);
    expect(await contents(learner)).toEqual([]);
    expect((await removeKept(learner, 'notes', id)).body.code).toBe('note-not-found');
    expect((await change(learner, id, { content: 'y' })).body.code).toBe('note-not-found');
  });

  it('is written once, however often a request with one key arrives', async () => {
    const learner = await student();
    const send = () =>
      learner.api.post<Kept>(
        `/api/v1/enrollments/${learner.id}/notes`,
        { lessonId: learner.course.lessons[0], content: 'x' },
        { 'idempotency-key': 'note-1' },
      );
    const first = await send();
    expect((await send()).body).toEqual(first.body);
    expect(await contents(learner)).toEqual(['x']);
  });

  it.each([
    [{}],
    [{ content: '' }],
    [{ content: '<i></i>' }],
    [{ content: 'x'.repeat(5001) }],
    [{ content: 5 }],
    [{ content: 'x', positionSeconds: -1 }],
    [{ content: 'x', positionSeconds: '3' }],
    [{ content: 'x', lessonId: 'x' }],
    [{ content: 'x', userId: 'f'.repeat(24) }],
  ])('is refused when it is %j', async (values) => {
    const { status, body } = await write(await student(), 0, values);
    expect([status, body.code]).toEqual([400, 'validation-failed']);
  });
});

describe('notes', () => {
  it('are listed page by page, the latest first, all or those of one lesson', async () => {
    const learner = await student();
    for (const [index, lesson] of [0, 1, 0].entries()) {
      await write(learner, lesson, { content: `${index}` });
      test.clock.advance(1000);
    }
    expect(await contents(learner)).toEqual(['2', '1', '0']);
    expect(await contents(learner, `?lessonId=${learner.course.lessons[0]}`)).toEqual(['2', '0']);
    const { data, page } = (await listKept(learner, 'notes', '?limit=2')).body;
    expect(data.map(({ content }) => content)).toEqual(['2', '1']);
    expect(await contents(learner, `?limit=2&cursor=${page.nextCursor}`)).toEqual(['0']);
  });

  it('are nobody else’s: not the instructor’s, not an administrator’s', async () => {
    const instructor = await createUser(test, { role: 'instructor' });
    const course = await createCourse(test, { instructor: instructor._id });
    const [learner, other] = [await learnerOf(test, course), await learnerOf(test, course)];
    const { id } = (await write(learner, 0, { content: 'x' })).body;
    const admin = await createUser(test, { role: 'admin' });
    for (const api of [other.api, await signIn(test, instructor), await signIn(test, admin)]) {
      const stranger: Student = { ...learner, api };
      for (const answer of [
        await listKept(stranger, 'notes'),
        await write(stranger, 0, { content: 'x' }),
        await change(stranger, id, { content: 'x' }),
        await removeKept(stranger, 'notes', id),
      ])
        expect([answer.status, (answer.body as Kept).code]).toEqual([404, 'enrollment-not-found']);
    }
    expect((await change(other, id, { content: 'mine' })).body.code).toBe('note-not-found');
    expect((await removeKept(other, 'notes', id)).body.code).toBe('note-not-found');
    expect(await contents(learner)).toEqual(['x']);
  });

  it('can be read and removed, but not written, when access has ended', async () => {
    const learner = await student();
    const { id } = (await write(learner, 0, { content: 'x' })).body;
    await act(learner.api, learner.id, 'drop');
    expect((await write(learner, 0, { content: 'y' })).body.code).toBe('enrollment-not-active');
    expect((await change(learner, id, { content: 'y' })).body.code).toBe('enrollment-not-active');
    expect(await contents(learner)).toEqual(['x']);
    expect((await removeKept(learner, 'notes', id)).status).toBe(204);
  });

  it('are for lessons that are open to the learner', async () => {
    const settings = { requireSequentialCompletion: true };
    const learner = await learnerOf(test, await createCourse(test, { settings }, [MANUAL, MANUAL]));
    expect((await write(learner, 1, { content: 'x' })).body.code).toBe('lesson-locked');
    const elsewhere = { content: 'x', lessonId: (await createCourse(test)).lessons[0] };
    expect((await write(learner, 0, elsewhere)).body.code).toBe('lesson-not-found');
  });

  it('are counted on the enrollment', async () => {
    const learner = await student();
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => write(learner, 0, { content: `${index}` })),
    );
    await removeKept(learner, 'notes', answers[0]!.body.id);
    expect(await engagementOf(learner)).toMatchObject({ notesCount: 4, bookmarksCount: 0 });
  });

  it('are a thousand at most, however many arrive at once', async () => {
    const learner = await student();
    const enrollments = database(test).collection('enrollments');
    const _id = new Types.ObjectId(learner.id);
    await enrollments.updateOne({ _id }, { $set: { 'engagement.notes': 998 } });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => write(learner, 0, { content: `${index}` })),
    );
    expect(statuses(answers)).toEqual([201, 201, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('too-many-notes');
    expect(await contents(learner)).toHaveLength(2);
  });

  it('can be written in enrollments from before they were counted', async () => {
    const learner = await student();
    const enrollments = database(test).collection('enrollments');
    await enrollments.updateOne(
      { _id: new Types.ObjectId(learner.id) },
      { $unset: { engagement: 1, downloadedMaterials: 1 } },
    );
    expect((await write(learner, 0, { content: 'x' })).status).toBe(201);
    expect(await engagementOf(learner)).toMatchObject({ notesCount: 1, activeDays: 0 });
  });
});
