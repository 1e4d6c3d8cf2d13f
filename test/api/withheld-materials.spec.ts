import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { materialFactory } from '../../src/modules/courses/testing/material.factory.js';
import type { ApiClient } from '../support/api-client.js';
import { askForEverything, everyAddress } from '../support/everything.js';
import { createCourse, enroll, type TaughtCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** A word that is in the addresses of materials that are not handed out, and nowhere else. */
const SENTINEL = 'qx9withheld';
const CONTENT_URL = 'https://videos.example.com/to-be-played.mp4';
const ALLOWED = { settings: { allowDownload: true } } as const;
const REFUSED = { settings: { allowDownload: false } } as const;

const withheld = (downloadable: boolean) =>
  materialFactory.build({ downloadable, url: `https://vault.example.com/${SENTINEL}.pdf` });
const content = {
  video: { url: CONTENT_URL, videoId: null, thumbnailUrl: null, captions: [] },
};

let test: TestApp;
let teacher: ApiClient;
let learner: ApiClient;
let courses: TaughtCourse[];
let enrollments: string[];
let materials: string[];
beforeAll(async () => {
  test = await startTestApp();
  const instructor = await createUser(test, { role: 'instructor' });
  teacher = await signIn(test, instructor);
  // What is downloadable where it isn't allowed, and the other way around; of courses and of lessons, free ones too.
  const strict = [withheld(true), withheld(false)];
  const open = [withheld(false)];
  courses = [
    await createCourse(test, { ...REFUSED, instructor: instructor._id, materials: strict }, [
      { ...REFUSED, content, materials: [withheld(true), withheld(false)] },
      { ...REFUSED, content, isFree: true, materials: [withheld(true)] },
    ]),
    await createCourse(test, { ...ALLOWED, instructor: instructor._id, materials: open }, [
      { ...ALLOWED, content, materials: [withheld(false)] },
    ]),
  ];
  materials = [...strict, ...open].map(({ _id }) => _id.toString());
  learner = await signIn(test, await createUser(test));
  enrollments = [];
  for (const course of courses) enrollments.push(await enroll(learner, course));
});
afterAll(() => test.close());

describe('a material that is not handed out', () => {
  it('shows its address in no answer that a learner with full access can get', async () => {
    const lessons = courses.flatMap((course) => course.lessons);
    const names = [...courses.map(({ id }) => id), ...enrollments, ...lessons, ...materials];
    const { answers } = await askForEverything(learner, await everyAddress(test, names));
    for (const id of materials)
      for (const enrollment of enrollments) {
        const path = `/api/v1/enrollments/${enrollment}/materials/${id}/download`;
        answers.set(path, (await learner.post(path)).text);
      }
    const leaks = [...answers].filter(([, text]) => text.includes(SENTINEL)).map(([path]) => path);
    expect(leaks).toEqual([]);
    // It was there to be told of, and the lessons can be studied.
    for (const lesson of lessons) expect(answers.get(`/api/v1/lessons/${lesson}`)).toContain(CONTENT_URL);
    for (const { id } of courses)
      expect(JSON.parse((await learner.get(`/api/v1/courses/${id}/materials`)).text)).toMatchObject({
        data: expect.arrayContaining([expect.objectContaining({ url: null, downloadable: false })]),
      });
  });

  it('shows it to its author', async () => {
    for (const { id, lessons } of courses) {
      expect((await teacher.get(`/api/v1/courses/${id}/materials`)).text).toContain(SENTINEL);
      expect((await teacher.get(`/api/v1/lessons/${lessons[0]}`)).text).toContain(SENTINEL);
    }
  });
});
