import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MaterialDocument } from '../../src/modules/courses/persistence/material.schema.js';
import { materialFactory } from '../../src/modules/courses/testing/material.factory.js';
import { act } from '../support/enrollments.js';
import { createCourse } from '../support/learning.js';
import { createUser, signIn } from '../support/people.js';
import { learnerOf, MANUAL, type Student } from '../support/study.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const KEPT = { settings: { allowDownload: true } } as const;

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const download = (learner: Student, { _id }: MaterialDocument) =>
  learner.api.post<{ url: string; code: string }>(
    `/api/v1/enrollments/${learner.id}/materials/${_id.toString()}/download`,
  );
const downloaded = async (learner: Student) => (await learner.read())['downloadedMaterials'];

/** Somebody in a course that lets its materials be kept, and whose first lesson does. */
async function setUp() {
  const [ofCourse, ofLesson, toLookAt] = [
    materialFactory.build(),
    materialFactory.build(),
    materialFactory.build({ downloadable: false }),
  ];
  const learner = await learnerOf(
    test,
    await createCourse(test, { ...KEPT, materials: [ofCourse, toLookAt] }, [
      { ...KEPT, ...MANUAL, materials: [ofLesson] },
    ]),
  );
  return { learner, ofCourse, ofLesson, toLookAt };
}

describe('downloading a material', () => {
  it('says where it is, of a course and of a lesson, and is remembered', async () => {
    const { learner, ofCourse, ofLesson } = await setUp();
    for (const material of [ofCourse, ofLesson]) {
      const { status, body } = await download(learner, material);
      expect([status, body]).toEqual([
        200,
        {
          materialId: material._id.toString(),
          title: material.title,
          url: material.url,
          fileSizeBytes: 48_213,
        },
      ]);
    }
    expect(await downloaded(learner)).toEqual([ofCourse._id.toString(), ofLesson._id.toString()]);
  });

  it('is remembered once, however often, even at once', async () => {
    const { learner, ofCourse } = await setUp();
    const answers = await Promise.all(Array.from({ length: 8 }, () => download(learner, ofCourse)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await downloaded(learner)).toEqual([ofCourse._id.toString()]);
  });

  it('takes a material that may be kept', async () => {
    const { learner, toLookAt } = await setUp();
    const { status, body, text } = await download(learner, toLookAt);
    expect([status, body.code]).toEqual([409, 'material-not-downloadable']);
    expect(text).not.toContain(toLookAt.url);
    expect(await downloaded(learner)).toEqual([]);
  });

  it('takes a course or a lesson that lets it be kept', async () => {
    const [ofCourse, ofLesson] = materialFactory.buildList(2);
    const course = await createCourse(test, { materials: [ofCourse!] }, [{ materials: [ofLesson!] }]);
    const learner = await learnerOf(test, course);
    for (const material of [ofCourse!, ofLesson!])
      expect((await download(learner, material)).body.code).toBe('material-not-downloadable');
  });

  it.each(['limited', 'preview'])('takes full access, not %s', async (accessLevel) => {
    const { learner, ofCourse, ofLesson } = await setUp();
    const admin = await signIn(test, await createUser(test, { role: 'admin' }));
    await admin.send('PATCH', `/api/v1/enrollments/${learner.id}`, { body: { accessLevel } });
    for (const material of [ofCourse, ofLesson]) {
      const { status, body } = await download(learner, material);
      expect([status, body.code]).toEqual([403, 'downloads-not-included']);
    }
  });

  it('takes access that has not ended', async () => {
    const { learner, ofCourse } = await setUp();
    await act(learner.api, learner.id, 'pause');
    expect((await download(learner, ofCourse)).body.code).toBe('enrollment-not-active');
  });

  it('takes a lesson that is open', async () => {
    const material = materialFactory.build();
    const settings = { ...KEPT.settings, requireSequentialCompletion: true };
    const lessons = [MANUAL, { ...KEPT, materials: [material] }];
    const learner = await learnerOf(test, await createCourse(test, { settings }, lessons));
    expect((await download(learner, material)).body.code).toBe('lesson-locked');
    await learner.complete(0);
    expect((await download(learner, material)).status).toBe(200);
  });

  it('takes a material of that course, and an enrollment of one’s own', async () => {
    const [{ learner, ofCourse }, other] = [await setUp(), await setUp()];
    expect((await download(learner, other.ofCourse)).body.code).toBe('material-not-found');
    expect((await download(learner, other.ofLesson)).body.code).toBe('material-not-found');
    expect((await download(learner, materialFactory.build())).body.code).toBe('material-not-found');
    const stranger: Student = { ...learner, api: other.learner.api };
    expect((await download(stranger, ofCourse)).body.code).toBe('enrollment-not-found');
  });
});
