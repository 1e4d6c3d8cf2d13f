import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act, database, statuses } from '../support/enrollments.js';
import { createCourse } from '../support/learning.js';
import { engagementOf, keep, listKept, removeKept, type Kept } from '../support/notebook.js';
import { learnerOf, MANUAL, type Student } from '../support/study.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const student = async () => learnerOf(test, await createCourse(test));
const mark = (learner: Student, lesson: number, place: object = {}) =>
  keep(learner, 'bookmarks', lesson, place);
const marked = async (learner: Student, query?: string) =>
  (await listKept(learner, 'bookmarks', query)).body.data;

describe('a bookmark', () => {
  it.each([
    ['a second of a video', { positionSeconds: 42 }, { positionSeconds: 42, page: null }],
    ['a page', { page: 3, label: 'The table' }, { positionSeconds: null, page: 3, label: 'The table' }],
    ['a lesson as a whole', {}, { positionSeconds: null, page: null, label: null }],
  ])('marks %s', async (_, place, expected) => {
    const learner = await student();
    const { status, body } = await mark(learner, 0, place);
    expect([status, body]).toMatchObject([201, { ...expected, lessonId: learner.course.lessons[0] }]);
    expect(await marked(learner)).toEqual([body]);
  });

  it.each([{ positionSeconds: 42 }, { page: 3 }, {}])(
    'is one a place, however often the place is marked, even at once: %j',
    async (place) => {
      const learner = await student();
      const answers = await Promise.all(Array.from({ length: 8 }, () => mark(learner, 0, place)));
      expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
      expect(await marked(learner)).toHaveLength(1);
      expect(await engagementOf(learner)).toMatchObject({ bookmarksCount: 1, notesCount: 0 });
    },
  );

  it('gets another label, and keeps the one it has when none is given', async () => {
    const learner = await student();
    await mark(learner, 0, { page: 3, label: 'Old' });
    expect((await mark(learner, 0, { page: 3, label: 'New' })).body.label).toBe('New');
    expect((await mark(learner, 0, { page: 3 })).body.label).toBe('New');
  });

  it('is removed, and the place can be marked again', async () => {
    const learner = await student();
    const { id } = (await mark(learner, 0, { page: 3 })).body;
    expect((await removeKept(learner, 'bookmarks', id)).status).toBe(204);
    expect((await removeKept(learner, 'bookmarks', id)).body.code).toBe('bookmark-not-found');
    expect(await engagementOf(learner)).toMatchObject({ bookmarksCount: 0 });
    expect((await mark(learner, 0, { page: 3 })).status).toBe(201);
  });

  it.each([
    [{ positionSeconds: 1.5 }],
    [{ positionSeconds: -1 }],
    [{ page: 0 }],
    [{ page: '1' }],
    [{ label: '' }],
    [{ label: 'x'.repeat(201) }],
    [{ lessonId: null }],
  ])('is refused when it is %j', async (place) => {
    const { status, body } = await mark(await student(), 0, place);
    expect([status, body.code]).toEqual([400, 'validation-failed']);
  });
});

describe('bookmarks', () => {
  it('are listed page by page, the latest first, all or those of one lesson', async () => {
    const learner = await student();
    for (const [index, lesson] of [0, 1, 0].entries()) {
      await mark(learner, lesson, { page: index + 1 });
      test.clock.advance(1000);
    }
    const pages = (kept: Kept[]) => kept.map(({ page }) => page);
    expect(pages(await marked(learner))).toEqual([3, 2, 1]);
    expect(pages(await marked(learner, `?lessonId=${learner.course.lessons[0]}`))).toEqual([3, 1]);
    const first = (await listKept(learner, 'bookmarks', '?limit=2')).body;
    expect(pages(await marked(learner, `?limit=2&cursor=${first.page.nextCursor}`))).toEqual([1]);
  });

  it('are nobody else’s', async () => {
    const course = await createCourse(test);
    const [learner, other] = [await learnerOf(test, course), await learnerOf(test, course)];
    const { id } = (await mark(learner, 0)).body;
    const stranger: Student = { ...learner, api: other.api };
    expect((await listKept(stranger, 'bookmarks')).status).toBe(404);
    expect((await mark(stranger, 0)).body.code).toBe('enrollment-not-found');
    expect((await removeKept(stranger, 'bookmarks', id)).body.code).toBe('enrollment-not-found');
    expect((await removeKept(other, 'bookmarks', id)).body.code).toBe('bookmark-not-found');
    expect(await marked(learner)).toHaveLength(1);
  });

  it('stay when access has ended, but no place is marked any more', async () => {
    const learner = await student();
    const { id } = (await mark(learner, 0)).body;
    await act(learner.api, learner.id, 'drop');
    expect((await mark(learner, 1)).body.code).toBe('enrollment-not-active');
    expect(await marked(learner)).toHaveLength(1);
    expect((await removeKept(learner, 'bookmarks', id)).status).toBe(204);
  });

  it('are for lessons that are open to the learner', async () => {
    const settings = { requireSequentialCompletion: true };
    const learner = await learnerOf(test, await createCourse(test, { settings }, [MANUAL, MANUAL]));
    expect((await mark(learner, 1)).body.code).toBe('lesson-locked');
    expect((await mark(learner, 0, { lessonId: 'f'.repeat(24) })).body.code).toBe('lesson-not-found');
  });

  it('are a thousand at most, however many arrive at once', async () => {
    const learner = await student();
    const enrollments = database(test).collection('enrollments');
    const _id = new Types.ObjectId(learner.id);
    await enrollments.updateOne({ _id }, { $set: { 'engagement.bookmarks': 998 } });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => mark(learner, 0, { page: index + 1 })),
    );
    expect(statuses(answers)).toEqual([201, 201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('too-many-bookmarks');
  });
});
