import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RedisConfig } from '../../src/config/index.js';
import { CacheService } from '../../src/infra/cache/index.js';
import { MonotonicClock } from '../../src/infra/clock/index.js';
import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { People } from '../../src/modules/users/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, signedIn } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { addCourses } from '../support/learners.js';
import { createUser, signIn } from '../support/people.js';
import { startTcpProxy } from '../support/tcp-proxy.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { TestMonotonicClock } from '../support/test-clock.js';

const COURSES = '/api/v1/courses';
const ME = '/api/v1/users/me';

/** For how long an instance believes what it has looked up, in milliseconds: less than a second. */
const TRUST = 500;

/** Two instances on one database and one Redis; the memory of the second ages only when a test says so. */
let one: TestApp;
let two: TestApp;
const memory = new TestMonotonicClock();
let ines: UserDocument;
let asInes: ApiClient;
let course: CourseDocument;
let serial = 0;

beforeAll(async () => {
  one = await startTestApp();
  two = await startTestApp({ overrides: [[MonotonicClock, memory]] });
});
afterAll(async () => {
  await one.app.close();
  await two.close();
});
beforeEach(async () => {
  ines = await createUser(one, {
    role: 'instructor',
    approval: { status: 'approved' },
    profile: { firstName: 'Ines', lastName: `Instructor ${(serial += 1)}`, displayName: null },
  });
  asInes = await signIn(one, ines);
  course = courseFactory.build({ instructor: ines._id });
  await addCourses(one, course);
  // The course came behind the cache's back.
  await one.app.get(CacheService).clear();
  memory.advance(TRUST);
});

interface Shown {
  readonly instructor: { readonly name: string | null } | null;
}

const onPage = async ({ api }: TestApp) =>
  (await api.get<Shown>(`${COURSES}/${course._id.toString()}`)).body.instructor?.name;
const onList = async ({ api }: TestApp, limit = 50) =>
  (await api.get<{ data: (Shown & { id: string })[] }>(`${COURSES}?limit=${limit}`)).body.data.find(
    ({ id }) => id === course._id.toString(),
  )?.instructor?.name;
const shown = async (test: TestApp) => [await onPage(test), await onList(test)];
const name = () => `Ines Instructor ${serial}`;
const hide = () =>
  asInes.send('PATCH', `${ME}/preferences`, { body: { privacy: { profileVisibility: 'private' } } });

/** How often names were asked for while something was done. */
async function askedFor({ app }: TestApp, work: () => Promise<unknown>): Promise<number> {
  const people = app.get(People);
  const namesOf = people.namesOf.bind(people);
  let asked = 0;
  people.namesOf = (ids) => {
    asked += 1;
    return namesOf(ids);
  };
  await work();
  people.namesOf = namesOf;
  return asked;
}

describe('the name of somebody who teaches', () => {
  it('leaves the catalogue with a profile that becomes private, at once', async () => {
    expect(await shown(one)).toEqual([name(), name()]);
    expect((await hide()).status).toBe(200);
    expect(await shown(one)).toEqual(['Learner', 'Learner']);
    // Nor does it come back with an answer that nobody has asked for yet.
    expect(await onList(one, 49)).toBe('Learner');
  });

  it('leaves it on every instance, as soon as that looks again', async () => {
    expect(await shown(two)).toEqual([name(), name()]);
    await hide();
    memory.advance(TRUST);
    expect(await shown(two)).toEqual(['Learner', 'Learner']);
    expect(await onList(two, 48)).toBe('Learner');
  });

  it('leaves it though whoever hid it could tell nobody and died: the worker does', async () => {
    const redis = await startTcpProxy(process.env['REDIS_URL'] ?? '');
    const doomed = await startTestApp({ settings: [[RedisConfig, { REDIS_URL: redis.url }]] });
    const asInesThere = await signIn(doomed, ines);
    expect(await shown(two)).toEqual([name(), name()]);
    redis.cut();
    const body = { privacy: { profileVisibility: 'private' } };
    expect((await asInesThere.send('PATCH', `${ME}/preferences`, { body })).status).toBe(200);
    await doomed.app.close();
    await redis.close();
    memory.advance(TRUST);
    expect(await shown(two)).toEqual([name(), name()]);

    const worker = await startTestApp({ worker: true });
    try {
      await eventually(async () => {
        memory.advance(TRUST);
        expect(await shown(two)).toEqual(['Learner', 'Learner']);
      });
    } finally {
      await worker.app.close();
    }
  });

  it('follows another name, and an account that is deleted and comes back', async () => {
    const [, admin] = await signedIn(one, 'admin');
    expect(await shown(one)).toEqual([name(), name()]);
    await asInes.send('PATCH', ME, { body: { profile: { displayName: 'Professor I' } } });
    expect(await shown(one)).toEqual(['Professor I', 'Professor I']);
    await admin.send('PATCH', at(ines), { body: { profile: { displayName: 'Doctor I' } } });
    expect(await shown(one)).toEqual(['Doctor I', 'Doctor I']);
    await admin.send('DELETE', at(ines));
    expect(await shown(one)).toEqual([null, null]);
    await admin.post(at(ines, '/restore'));
    expect(await shown(one)).toEqual(['Doctor I', 'Doctor I']);
  });

  it('is asked for once, for however many answers', async () => {
    await onList(one, 40);
    expect(await askedFor(one, () => onList(one, 41))).toBe(0);
    expect(await askedFor(one, () => onPage(one))).toBe(0);
  });

  it('stays in memory whatever learners do to theirs', async () => {
    const learner = await signIn(one, await createUser(one));
    await onList(one, 30);
    await learner.send('PATCH', `${ME}/preferences`, {
      body: { privacy: { profileVisibility: 'private' } },
    });
    await learner.send('PATCH', ME, { body: { profile: { firstName: 'Another' } } });
    expect((await one.api.get(`${COURSES}?limit=30`)).headers.get('x-cache')).toBe('HIT');
    expect(await askedFor(one, () => onList(one, 31))).toBe(0);
  });
});
