import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MongoCommands } from '../../src/infra/mongo/index.js';
import {
  createComplete,
  createFaculty,
  publish,
  type AuthoredCourse,
  type Faculty,
} from '../support/courses.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

interface Card {
  id: string;
  title: string;
  price: string;
}

/** Two processes of the API. */
let test: TestApp;
let other: TestApp;
let faculty: Faculty;
let course: AuthoredCourse;
let reads: { readonly fields: number }[] = [];
let asked = 0;

/** A page that nobody has asked for yet. */
const unseenPage = async ({ api }: TestApp): Promise<Card[]> =>
  (await api.get<{ data: Card[] }>(`/api/v1/courses?maxPrice=${10_000 + asked++}`)).body.data;

const change = (values: object) =>
  faculty.instructor.send('PATCH', `/api/v1/courses/${course.id}`, { body: values });

beforeAll(async () => {
  test = await startTestApp();
  other = await startTestApp();
  faculty = await createFaculty(test);
  course = await createComplete(faculty);
  await publish(faculty, course.id);
  test.app.get(MongoCommands).subscribe(({ command, collection, statement }) => {
    const { options } = statement as { options?: { projection?: object } };
    if (command === 'find' && collection === 'courses')
      reads.push({ fields: Object.keys(options?.projection ?? {}).length });
  });
});
afterAll(async () => {
  await other.app.close();
  await test.close();
});
beforeEach(() => (reads = []));

describe('a page of the catalogue that nobody has asked for yet', () => {
  it('costs the database nothing but ids once its courses were shown elsewhere', async () => {
    await unseenPage(test);
    reads = [];
    expect(await unseenPage(test)).toHaveLength(1);
    expect(reads).toEqual([{ fields: expect.any(Number) }]);
    expect(reads[0]!.fields).toBeLessThanOrEqual(2);
  });

  it('shows a change at once, on every instance', async () => {
    for (const [round, title] of ['First title', 'Second title', 'Third title'].entries()) {
      for (const instance of [test, other]) await unseenPage(instance);
      expect((await change({ title, price: `${round + 1}.50` })).status).toBe(200);
      for (const instance of [test, other])
        expect(await unseenPage(instance)).toMatchObject([{ title, price: `${round + 1}.50` }]);
    }
  });

  it('leaves out what has left the catalogue, at once and on every instance', async () => {
    for (const instance of [test, other]) expect(await unseenPage(instance)).toHaveLength(1);
    await faculty.admin.post(`/api/v1/courses/${course.id}/archive`);
    for (const instance of [test, other]) expect(await unseenPage(instance)).toEqual([]);
    await faculty.admin.post(`/api/v1/courses/${course.id}/unarchive`);
    for (const instance of [test, other]) expect(await unseenPage(instance)).toHaveLength(1);
  });
});
