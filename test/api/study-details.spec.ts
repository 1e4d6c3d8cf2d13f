import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../support/enrollments.js';
import { createCourse, enroll } from '../support/learning.js';
import { keep } from '../support/notebook.js';
import { createUser, signIn } from '../support/people.js';
import { learnerOf, MANUAL, type Student } from '../support/study.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
const DAY = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

interface LessonStudy {
  details: Record<string, unknown> & { activity: object; pagesRead: number[]; lab: object; game: object };
  engagementScore: number;
  browser: string | null;
  device: string | null;
  startedAt: string;
  feedback: object | null;
  progress: { isCompleted: boolean };
  code: string;
}

const student = async (...lessons: object[]) =>
  learnerOf(test, await createCourse(test, {}, lessons.length > 0 ? lessons : [{}, {}]));
const path = ({ id, course }: Student, lesson: number, what: string) =>
  `/api/v1/enrollments/${id}/lessons/${course.lessons[lesson]}/${what}`;
const read = (learner: Student, lesson = 0, api = learner.api) =>
  api.get<LessonStudy>(path(learner, lesson, 'progress'));
const detailsOf = async (learner: Student) => (await read(learner)).body.details;
const tell = (learner: Student, details: object) => learner.report(0, { positionSeconds: 0, details });
const give = (learner: Student, feedback: object, lesson = 0, api = learner.api) =>
  api.send<{ code: string }>('PUT', path(learner, lesson, 'feedback'), { body: feedback });

describe('what a client tells of studying', () => {
  it('is kept beside the progress', async () => {
    const learner = await student();
    const details = {
      activity: { views: 2, pauses: 5, seeks: 3, replays: 1 },
      playbackSpeed: 1.5,
      quality: '1080p',
      pagesRead: [2, 1, 2],
      lab: { attempts: 2, completed: false, score: 90, hintsUsed: 1 },
      game: { attempts: 4, level: 3, score: 1200, bestScore: 1850 },
    };
    expect((await tell(learner, details)).status).toBe(200);
    expect(await detailsOf(learner)).toEqual({ ...details, pagesRead: [1, 2] });
  });

  it('is nothing before it is told', async () => {
    const learner = await student();
    await learner.watch(0, 0, 1);
    expect(await detailsOf(learner)).toEqual({
      activity: { views: 0, pauses: 0, seeks: 0, replays: 0 },
      playbackSpeed: null,
      quality: null,
      pagesRead: [],
      lab: null,
      game: null,
    });
  });

  it('counts in totals: a report that comes again, or late, changes nothing', async () => {
    const learner = await student();
    const early = { activity: { views: 1, pauses: 2 }, lab: { attempts: 1, score: 40 }, pagesRead: [1] };
    const late = { activity: { views: 2, pauses: 4 }, lab: { attempts: 2, score: 80 }, pagesRead: [2] };
    await tell(learner, early);
    await Promise.all([tell(learner, late), tell(learner, late), tell(learner, early)]);
    await tell(learner, early);
    expect(await detailsOf(learner)).toMatchObject({
      activity: { views: 2, pauses: 4, seeks: 0, replays: 0 },
      lab: { attempts: 2, score: 80 },
      pagesRead: [1, 2],
    });
  });

  it('completes no lesson, whatever it tells of a lab or a game', async () => {
    const learner = await student({ type: 'lab', durationSeconds: 0 });
    const { body } = await tell(learner, {
      lab: { completed: true, score: 100 },
      game: { score: 1_000_000 },
      activity: { views: 1000 },
    });
    expect(body.lesson.isCompleted).toBe(false);
  });

  it.each([
    [{ playbackSpeed: 0.2 }],
    [{ playbackSpeed: 4.5 }],
    [{ quality: 'very good' }],
    [{ activity: { views: -1 } }],
    [{ activity: { views: 1.5 } }],
    [{ activity: [] }],
    [{ activity: { likes: 1 } }],
    [{ pagesRead: [0] }],
    [{ pagesRead: Array.from({ length: 501 }, () => 1) }],
    [{ lab: { score: 101 } }],
    [{ lab: { completed: 'yes' } }],
    [{ game: { level: null } }],
    [{ isCompleted: true }],
  ])('is refused when it is %j', async (details) => {
    const { status, body } = await tell(await student(), details);
    expect([status, body.code]).toEqual([400, 'validation-failed']);
  });

  it('comes with the family of the browser, and nothing more of it', async () => {
    const learner = await student();
    const report = { positionSeconds: 1, device: 'desktop' };
    const firefox = { 'user-agent': FIREFOX };
    const { text } = await learner.api.post(path(learner, 0, 'progress'), report, firefox);
    expect(text).not.toContain('Gecko');
    const started = test.clock.now().toISOString();
    expect((await read(learner)).body).toMatchObject({
      browser: 'firefox',
      device: 'desktop',
      startedAt: started,
    });
  });
});

describe('the work of a learner in a lesson', () => {
  it('is seen by its learner, the instructor and administrators, and nobody else', async () => {
    const instructor = await createUser(test, { role: 'instructor' });
    const course = await createCourse(test, { instructor: instructor._id });
    const [learner, other] = [await learnerOf(test, course), await learnerOf(test, course)];
    await learner.watch(0, 0, 1);
    const admin = await signIn(test, await createUser(test, { role: 'admin' }));
    for (const api of [learner.api, admin, await signIn(test, instructor)])
      expect((await read(learner, 0, api)).status).toBe(200);
    expect((await read(learner, 0, other.api)).body.code).toBe('enrollment-not-found');
  });

  it('is not found before it is begun', async () => {
    expect((await read(await student())).body.code).toBe('lesson-not-found');
  });

  it('has a score that grows with watching, acting and writing', async () => {
    const learner = await student({ ...MANUAL }, {});
    await learner.report(0, { positionSeconds: 0 });
    expect((await read(learner)).body.engagementScore).toBe(0);
    await learner.complete(0);
    expect((await read(learner)).body.engagementScore).toBe(60);
    await tell(learner, { activity: { pauses: 4 } });
    expect((await read(learner)).body.engagementScore).toBe(70);
    await keep(learner, 'notes', 0, { content: 'x' });
    await keep(learner, 'notes', 1, { content: 'about another lesson' });
    expect((await read(learner)).body.engagementScore).toBe(75);
  });
});

describe('feedback about a lesson', () => {
  it('is the learner’s last word', async () => {
    const learner = await student();
    await learner.watch(0, 0, 1);
    expect((await read(learner)).body.feedback).toBeNull();
    await give(learner, { difficultyRating: 5, rating: 2, comment: 'Too fast.' });
    test.clock.advance(1000);
    const { status, body } = await give(learner, { rating: 5, comment: 'I see\n<b>now</b>.' });
    const last = {
      difficultyRating: null,
      rating: 5,
      comment: 'I see\nnow.',
      givenAt: test.clock.now().toISOString(),
    };
    expect([status, body]).toEqual([200, last]);
    expect((await read(learner)).body.feedback).toEqual(last);
  });

  it('outlives later reports, and can be given after access has ended', async () => {
    const learner = await student();
    await learner.watch(0, 0, 1);
    await give(learner, { rating: 4 });
    await learner.watch(0, 0, 2);
    expect((await read(learner)).body.feedback).toMatchObject({ rating: 4 });
    await act(learner.api, learner.id, 'drop');
    expect((await give(learner, { rating: 3 })).status).toBe(200);
  });

  it('takes a lesson of that course that was begun, and an enrollment of one’s own', async () => {
    const [learner, other] = [await student(), await student()];
    expect((await give(learner, { rating: 3 })).body.code).toBe('lesson-not-begun');
    const foreign = { ...learner, course: other.course };
    expect((await give(foreign, { rating: 3 })).body.code).toBe('lesson-not-found');
    await learner.watch(0, 0, 1);
    expect((await give(learner, { rating: 3 }, 0, other.api)).body.code).toBe('enrollment-not-found');
  });

  it.each([[{ rating: 0 }], [{ rating: 6 }], [{ difficultyRating: 2.5 }], [{ comment: '' }], [{ stars: 5 }]])(
    'is refused when it is %j',
    async (feedback) => {
      const { status, body } = await give(await student(), feedback);
      expect([status, body.code]).toEqual([400, 'validation-failed']);
    },
  );
});

describe('the days on which somebody studies', () => {
  it('are counted once each, and in a row until one is left out', async () => {
    const [user, course] = [await createUser(test), await createCourse(test)];
    const id = await enroll(await signIn(test, user), course);
    /** Who comes back on another day signs in again. */
    const days = async (...seconds: number[]) => {
      const api = await signIn(test, user);
      const watch = (to: number) =>
        api.post(`/api/v1/enrollments/${id}/lessons/${course.lessons[0]}/progress`, { positionSeconds: to });
      await Promise.all(seconds.map(watch));
      return (await api.get(`/api/v1/enrollments/${id}`)).body['engagement'];
    };
    expect(await days()).toMatchObject({ activeDays: 0, consecutiveDays: 0 });
    expect(await days(1, 2, 3)).toMatchObject({ activeDays: 1, consecutiveDays: 1 });
    test.clock.advance(DAY);
    expect(await days(4)).toMatchObject({ activeDays: 2, consecutiveDays: 2 });
    test.clock.advance(2 * DAY);
    expect(await days()).toMatchObject({ activeDays: 2, consecutiveDays: 0 });
    expect(await days(5)).toMatchObject({ activeDays: 3, consecutiveDays: 1 });
  });
});
