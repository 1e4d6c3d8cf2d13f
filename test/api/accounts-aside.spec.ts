import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FollowAuthor } from '../../src/modules/courses/application/reviews/follow-author.js';
import { REVIEW_MODEL, type ReviewDocument } from '../../src/modules/courses/persistence/review.schema.js';
import type { CourseDocument } from '../../src/modules/courses/persistence/course.schema.js';
import { courseFactory } from '../../src/modules/courses/testing/course.factory.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, published, REASON, signedIn, USERS } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { addCourses, createLearner, enroll } from '../support/learners.js';
import { createUser, signIn } from '../support/people.js';
import { listReviews, ratingShown, writeReview } from '../support/reviews.js';
import { AUTH, logIn, ME, refresh } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let users: Model<UserDocument>;
let reviews: Model<ReviewDocument>;
let asAdmin: ApiClient;
let jane: UserDocument;
let course: CourseDocument;

beforeAll(async () => {
  test = await startTestApp({ worker: true });
  users = test.app.get(getModelToken(USER_MODEL));
  reviews = test.app.get(getModelToken(REVIEW_MODEL));
  [, asAdmin] = await signedIn(test, 'admin');
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test);
  course = courseFactory.build({ rating: { average: 0, count: 0, sum: 0 } });
  await addCourses(test, course);
});

/** What can be done to an account that takes what its owner wrote along, and how that is undone. */
const WAYS = [
  ['archived', (user: UserDocument) => asAdmin.post(at(user, '/archive')), '/unarchive'],
  ['deleted', (user: UserDocument) => asAdmin.send('DELETE', at(user)), '/restore'],
] as const;

/** Jane's review of the course, and somebody else's. */
async function reviewed(): Promise<void> {
  await enroll(test, jane, course);
  await writeReview(await signIn(test, jane), course, { rating: 2, text: 'Too short.' });
  await writeReview((await createLearner(test, course)).api, course, { rating: 5, text: 'Good.' });
}

const textsShown = async () => (await listReviews(test, course)).data.map(({ text }) => text).toSorted();

describe.each(WAYS)('an account that is %s', (name, putAside, back) => {
  it('is shut at once: for those who are in, for those who come, and for the public', async () => {
    const tokens = (await logIn(test, { email: jane.email })).body;
    const client = test.api.as(tokens.accessToken);
    expect((await client.get(ME)).status).toBe(200);
    expect((await putAside(jane)).status).toBeLessThan(300);
    expect((await client.get(ME)).status).toBe(401);
    expect((await logIn(test, { email: jane.email })).status).toBe(401);
    expect((await refresh(test, tokens)).status).toBe(401);
    expect((await test.api.get(`${USERS}/${jane.username}/profile`)).status).toBe(404);
    // As far as anybody can tell who asks for a new password, nothing is different.
    expect((await test.api.post(`${AUTH}/forgot-password`, { email: jane.email })).status).toBe(202);
  });

  it('comes back, but those who were in must sign in again', async () => {
    const { body: tokens } = await logIn(test, { email: jane.email });
    await putAside(jane);
    await eventually(async () => {
      const news = await published(test);
      expect(
        news.filter(({ payload }) => 'userId' in payload && payload.userId === String(jane._id)),
      ).toHaveLength(1);
    });
    expect(await asAdmin.post(at(jane, back))).toMatchObject({
      status: 200,
      body: { status: 'active', archivedAt: null, deletedAt: null },
    });
    await eventually(async () => expect((await refresh(test, tokens)).status).toBe(401));
    expect((await (await signIn(test, jane)).get(ME)).status).toBe(200);
  });

  it('takes its reviews and their stars along, and brings them back', async () => {
    await reviewed();
    expect(await ratingShown(test, course)).toMatchObject({ average: 3.5, count: 2 });
    await putAside(jane);
    await eventually(async () => expect(await textsShown()).toEqual(['Good.']));
    await eventually(async () =>
      expect(await ratingShown(test, course)).toMatchObject({ average: 5, count: 1 }),
    );
    await asAdmin.post(at(jane, back));
    await eventually(async () => expect(await textsShown()).toEqual(['Good.', 'Too short.']));
    await eventually(async () =>
      expect(await ratingShown(test, course)).toMatchObject({ average: 3.5, count: 2 }),
    );
  });

  it('doesn’t bring back what a moderator had hidden, whenever that was', async () => {
    await reviewed();
    const mine = (await reviews.findOne({ user: jane._id }))!._id.toString();
    const hide = () => asAdmin.post(`/api/v1/reviews/${mine}/hide`, REASON);
    await hide();
    await putAside(jane);
    await eventually(async () => expect((await reviews.findById(mine))!.archivedAt).toBeInstanceOf(Date));
    await asAdmin.post(at(jane, back));
    await eventually(async () => expect((await reviews.findById(mine))!.archivedAt ?? null).toBeNull());
    expect(await textsShown()).toEqual(['Good.']);
    expect(await ratingShown(test, course)).toMatchObject({ average: 5, count: 1 });
    // Hidden, put aside, shown again by the moderator: it counts when its author is back, and not before.
    await putAside(jane);
    await eventually(async () => expect((await reviews.findById(mine))!.archivedAt).toBeInstanceOf(Date));
    await asAdmin.post(`/api/v1/reviews/${mine}/unhide`);
    expect(await ratingShown(test, course)).toMatchObject({ average: 5, count: 1 });
    await asAdmin.post(at(jane, back));
    await eventually(async () =>
      expect(await ratingShown(test, course)).toMatchObject({ average: 3.5, count: 2 }),
    );
  });

  it('takes nothing along when the news of it comes after it is back', async () => {
    await reviewed();
    await putAside(jane);
    const { archiveBatchId, deleteBatchId } = (await users.collection.findOne({ _id: jane._id }))!;
    await asAdmin.post(at(jane, back));
    const batch = { id: (archiveBatchId ?? deleteBatchId)!, at: test.clock.now() };
    await test.app.get(FollowAuthor).aside(jane._id.toString(), batch);
    await eventually(async () => expect(await textsShown()).toEqual(['Good.', 'Too short.']));
  });

  it('and back, again and again at the same moment, is in the end all there or all gone', async () => {
    await reviewed();
    for (let round = 0; round < 4; round++)
      await Promise.all([
        putAside(jane),
        asAdmin.post(at(jane, back)),
        putAside(jane),
        asAdmin.post(at(jane, back)),
      ]);
    const { archivedAt, isDeleted } = (await users.collection.findOne({ _id: jane._id }))!;
    const isAside = Boolean(archivedAt) || isDeleted;
    await eventually(async () => {
      expect(await textsShown()).toEqual(isAside ? ['Good.'] : ['Good.', 'Too short.']);
      expect(await ratingShown(test, course)).toMatchObject(
        isAside ? { average: 5, count: 1 } : { average: 3.5, count: 2 },
      );
    });
  });

  it('is not one’s own', async () => {
    const [admin, client] = await signedIn(test, 'admin');
    const own = name === 'deleted' ? client.send('DELETE', at(admin)) : client.post(at(admin, '/archive'));
    expect(await own).toMatchObject({ status: 409, body: { code: 'own-account' } });
  });

  it('leaves an administrator in office, however many put each other aside at once', async () => {
    const people = await Promise.all([signedIn(test, 'admin'), signedIn(test, 'admin')]);
    await users.collection.updateMany(
      { role: 'admin', _id: { $nin: people.map(([user]) => user._id) } },
      { $set: { status: 'suspended' } },
    );
    const [[one, asOne], [other, asOther]] = people;
    const aside = (client: ApiClient, user: UserDocument) =>
      name === 'deleted' ? client.send('DELETE', at(user)) : client.post(at(user, '/archive'));
    const answers = await Promise.all([aside(asOne, other), aside(asOther, one)]);
    expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
    await users.collection.updateMany({ role: 'admin' }, { $set: { status: 'active' } });
  });
});

describe('the archive', () => {
  it('takes an account once and gives it back once, however many ask', async () => {
    const statuses = async (action: string) =>
      (await Promise.all(Array.from({ length: 6 }, () => asAdmin.post(at(jane, action))))).map(
        ({ status }) => status,
      );
    const once = [200, ...Array<number>(5).fill(409)];
    expect((await statuses('/archive')).toSorted()).toEqual(once);
    expect((await asAdmin.post(at(jane, '/archive'))).body).toMatchObject({ code: 'already-archived' });
    expect((await statuses('/unarchive')).toSorted()).toEqual(once);
    expect((await asAdmin.post(at(jane, '/unarchive'))).body).toMatchObject({ code: 'not-archived' });
  });

  it('is a list of its own, in which accounts count as inactive', async () => {
    await asAdmin.post(at(jane, '/archive'));
    const find = async (query: string) =>
      (await asAdmin.get<{ data: { id: string; status: string }[] }>(`${USERS}?q=${jane.username}${query}`))
        .body.data;
    expect(await find('')).toEqual([]);
    expect(await find('&archived=true')).toMatchObject([{ id: jane._id.toString(), status: 'inactive' }]);
    expect((await asAdmin.get(at(jane))).body).toMatchObject({
      status: 'inactive',
      archivedAt: test.clock.now().toISOString(),
    });
  });
});

describe('a deleted account', () => {
  it('isn’t there for anybody, but in the list of what can be brought back', async () => {
    expect((await asAdmin.send('DELETE', at(jane))).status).toBe(204);
    expect((await asAdmin.get(at(jane))).status).toBe(404);
    expect((await asAdmin.send('DELETE', at(jane))).status).toBe(404);
    expect((await asAdmin.post(at(jane, '/suspend'), REASON)).status).toBe(404);
    expect((await test.api.get(`${USERS}/${jane._id.toString()}/avatar.svg`)).status).toBe(404);
    const find = async (query: string) =>
      (await asAdmin.get<{ data: object[] }>(`${USERS}?q=${jane.username}${query}`)).body.data;
    expect(await find('')).toEqual([]);
    expect(await find('&deleted=true')).toMatchObject([
      { id: jane._id.toString(), deletedAt: test.clock.now().toISOString() },
    ]);
  });

  it('keeps its address to itself', async () => {
    await asAdmin.send('DELETE', at(jane));
    const newcomer = { email: jane.email, password: 'Another-Horse-2', firstName: 'A', lastName: 'B' };
    // Whoever registers can't tell.
    expect((await test.api.post(`${AUTH}/register`, newcomer)).status).toBe(202);
    expect(await users.collection.countDocuments({ email: jane.email })).toBe(1);
  });

  it('is brought back once; one that isn’t deleted has nothing to bring back', async () => {
    expect(await asAdmin.post(at(jane, '/restore'))).toMatchObject({
      status: 409,
      body: { code: 'not-deleted' },
    });
    await asAdmin.send('DELETE', at(jane));
    const answers = await Promise.all(Array.from({ length: 6 }, () => asAdmin.post(at(jane, '/restore'))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(5).fill(409)]);
  });
});

describe('an inactive account', () => {
  it('rests without blame until it is activated', async () => {
    const client = await signIn(test, jane);
    expect(await asAdmin.post(at(jane, '/deactivate'))).toMatchObject({
      status: 200,
      body: { status: 'inactive', suspension: null },
    });
    expect((await client.get(ME)).status).toBe(401);
    expect((await logIn(test, { email: jane.email })).status).toBe(401);
    expect(await asAdmin.post(at(jane, '/deactivate'))).toMatchObject({
      status: 409,
      body: { code: 'not-active' },
    });
    expect((await asAdmin.post(at(jane, '/activate'))).body).toMatchObject({ status: 'active' });
    expect((await logIn(test, { email: jane.email })).status).toBe(200);
  });
});

describe('an account', () => {
  it('tells administrators how it came about and how much its owner learns', async () => {
    const email = 'new.comer@example.com';
    const newcomer = {
      email,
      password: 'Another-Horse-2',
      firstName: 'New',
      lastName: 'Comer',
      source: 'web',
    };
    expect((await test.api.post(`${AUTH}/register`, newcomer)).status).toBe(202);
    const user = (await users.findOne({ email }).lean<UserDocument>())!;
    await enroll(test, user, course);
    const { body } = await asAdmin.get(at(user));
    expect(body).toMatchObject({ metadata: { createdBy: null, source: 'web' }, enrollmentCount: 1 });
    expect((await asAdmin.get(`${USERS}?q=${email}`)).body).toMatchObject({ data: [{ enrollmentCount: 1 }] });
    // Where people register from is kept with their sessions, not for ever.
    expect(JSON.stringify(await users.collection.findOne({ email }))).not.toMatch(/127\.0\.0\.1|node/);
  });
});
