import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import { Types, type Connection, type Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LessonContent } from '../../src/modules/courses/domain/lesson-content.js';
import type { LessonType } from '../../src/modules/courses/domain/lesson.js';
import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { LESSON_MODEL, type LessonDocument } from '../../src/modules/courses/persistence/lesson.schema.js';
import { SECTION_MODEL, type SectionDocument } from '../../src/modules/courses/persistence/section.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { lessonFactory } from '../../src/modules/courses/testing/lesson.factory.js';
import { sectionFactory } from '../../src/modules/courses/testing/section.factory.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { askForEverything, everyAddress } from '../support/everything.js';
import { addCourses, createLearner, enroll } from '../support/learners.js';
import { createUser, signIn } from '../support/people.js';
import { databaseContents, redisContents } from '../support/storage.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** No word of this kind is anywhere but in what has to be paid for. */
const SENTINEL = 'zq7sentinel';
const word = (place: string) => `${SENTINEL}${place}`;
const url = (place: string) => `https://vault.example.com/${word(place)}`;

/** Every field of every type's content. */
const CONTENT: Record<LessonType, LessonContent> = {
  video: {
    video: {
      url: url('video'),
      videoId: word('videoId'),
      thumbnailUrl: url('thumbnail'),
      captions: [{ language: 'en', url: url('captions') }],
    },
  },
  document: { document: { url: url('document'), content: word('text'), format: 'html' } },
  lab: {
    lab: {
      instructions: word('lab'),
      environment: word('environment'),
      solution: word('labSolution'),
      hints: [word('hint')],
    },
  },
  game: {
    game: {
      gameType: 'quiz',
      data: { answers: [word('answer')] },
      instructions: word('game'),
      objectives: [word('objective')],
    },
  },
  code: {
    code: {
      instructions: word('code'),
      language: 'js',
      starterCode: word('starter'),
      solution: word('codeSolution'),
    },
  },
  quiz: { quiz: { instructions: word('quiz') } },
  assignment: { assignment: { instructions: word('assignment') } },
};

const material = (place: string) => ({
  _id: new Types.ObjectId(),
  type: 'document' as const,
  title: 'Slides',
  description: word(`${place}Description`),
  url: url(place),
  durationSeconds: null,
  fileSizeBytes: null,
  downloadable: true,
});

let test: TestApp;
let course: CourseDocument;
let lessons: LessonDocument[];
let teacher: ApiClient;
let callers: Record<string, ApiClient>;
let paths: string[];

beforeAll(async () => {
  test = await startTestApp({ worker: true });
  const instructor = await createUser(test, { role: 'instructor', approval: { status: 'approved' } });
  teacher = await signIn(test, instructor);
  course = courseFactory.build({
    instructor: instructor._id,
    materials: [material('courseMaterial')],
    settings: { allowDownload: true },
  });
  const draft = courseFactory.build({ instructor: instructor._id, status: 'draft' });
  await addCourses(test, course, draft);
  const section = sectionFactory.build({ course: course._id });
  const hidden = sectionFactory.build({ course: draft._id });
  lessons = (Object.entries(CONTENT) as [LessonType, LessonContent][]).map(([type, content]) =>
    lessonFactory.build({
      course: course._id,
      section: section._id,
      type,
      content,
      materials: [material('lessonMaterial')],
    }),
  );
  // Not even what is free is open before the course is.
  const early = lessonFactory.build({
    course: draft._id,
    section: hidden._id,
    isFree: true,
    content: CONTENT.video,
  });
  const { app } = test;
  await app
    .get<Model<SectionDocument>>(getModelToken(SECTION_MODEL))
    .collection.insertMany([section, hidden]);
  await app
    .get<Model<LessonDocument>>(getModelToken(LESSON_MODEL))
    .collection.insertMany([...lessons, early]);

  const learner = await createLearner(test, course, { accessLevel: 'preview' });
  const enrollment = await enroll(test, await createUser(test), course);
  callers = {
    guest: test.api,
    stranger: await signIn(test, await createUser(test)),
    'learner with a preview': learner.api,
  };
  const names = [course._id, section._id, early._id, enrollment, ...lessons.map(({ _id }) => _id)]
    .map(String)
    .concat(course.slug);
  paths = await everyAddress(test, names, SEARCHES);
});
afterAll(() => test.close());

const SEARCHES = ['video', 'text', 'labSolution', 'answer']
  .flatMap((place) => [`?q=${word(place)}`, `?tag=${word(place)}`])
  .concat('?facets=true', '?limit=100&sort=popular');

const leaks = (answers: ReadonlyMap<string, string>) =>
  [...answers].filter(([, text]) => text.includes(SENTINEL)).map(([name]) => name);

describe('what a paid lesson holds', () => {
  it('is there: its author and its learners read every word of it that they may', async () => {
    const { api } = await createLearner(test, course);
    for (const { _id, type } of lessons) {
      const path = `/api/v1/lessons/${_id.toString()}`;
      expect([type, (await teacher.get(path)).text.includes(SENTINEL)]).toEqual([type, true]);
      expect([type, (await api.get(path)).text.includes(SENTINEL)]).toEqual([type, true]);
    }
    expect((await teacher.get(`/api/v1/courses/${course._id.toString()}/curriculum`)).status).toBe(200);
    expect((await api.get(`/api/v1/courses/${course._id.toString()}/materials`)).text).toContain(SENTINEL);
  });

  it.each(['guest', 'stranger', 'learner with a preview'])(
    'is in no answer that a %s can get, from the cache or past it',
    async (who) => {
      const { answers, hits } = await askForEverything(callers[who] as ApiClient, paths);
      expect(leaks(answers)).toEqual([]);
      // As much as was meant to be asked for, and it was there to be told of.
      expect(answers.get(`/api/v1/courses/${course.slug}`)).toContain(lessons[0]?.title);
      expect(hits).toBeGreaterThan(5);
    },
  );

  it('is in no event, message, queue or cache', async () => {
    const changes = lessons.map(({ _id, type }) =>
      teacher.send('PATCH', `/api/v1/lessons/${_id.toString()}`, {
        body: { durationSeconds: 700, isRequired: type === 'video', content: CONTENT[type] },
      }),
    );
    for (const { status, text } of await Promise.all(changes)) expect([status, text]).toEqual([200, text]);
    const outbox = test.app.get<Connection>(getConnectionToken()).collection('outbox');
    await eventually(async () => expect(await outbox.countDocuments({ pending: true })).toBe(0));
    expect(await outbox.countDocuments({ type: 'CurriculumChanged' })).toBeGreaterThan(0);
    await teacher.get(`/api/v1/lessons/${lessons[0]!._id.toString()}`);
    expect(leaks(await redisContents(test))).toEqual([]);
    expect(leaks(await databaseContents(test, ['lessons', 'courses']))).toEqual([]);
    expect(leaks(new Map(test.log.map((line) => [line, line])))).toEqual([]);
  });
});
