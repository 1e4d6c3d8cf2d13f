import { getConnectionToken } from '@nestjs/mongoose';
import { Types, type Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { up } from '../../migrations/0094-erasures-under-way.js';
import type { MigrationContext } from '../../src/infra/migrations/migration.js';
import { PersonalRecords } from '../../src/infra/personal-data/index.js';
import { RedisService } from '../../src/infra/redis/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { eventually } from '../support/eventually.js';
import { change } from '../support/own-account.js';
import { createUser, PASSWORD, signIn } from '../support/people.js';
import { askForErasure, eraseDue, EXPORT, ME, sweep } from '../support/privacy.js';
import { logIn, refresh } from '../support/sessions.js';
import { openShop, type Shop } from '../support/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ worker: true });
});
afterAll(() => shop.close());

const collection = (name: string) => shop.test.app.get<Connection>(getConnectionToken()).collection(name);
const storedUser = ({ _id }: Pick<UserDocument, '_id'>) => collection('users').findOne({ _id });
const stateOf = async ({ _id }: Pick<UserDocument, '_id'>) =>
  (await collection('erasure_requests').findOne({ user: _id }, { sort: { requestedAt: -1 } }))?.[
    'status'
  ] as string;

const somebody = async (values: Parameters<typeof createUser>[1] = {}) => {
  const user = await createUser(shop.test, values);
  return { user, api: await signIn(shop.test, user) };
};

describe('the wish to be erased', () => {
  it('is accepted, shown in the account and told by mail, and the account works on', async () => {
    const { user, api } = await somebody();
    const { status, headers, body } = await askForErasure(api);
    expect([status, headers.get('location')]).toEqual([202, `${ME}/erasure`]);
    const days = (new Date(body.dueAt).getTime() - shop.test.clock.now().getTime()) / 86_400_000;
    expect(days).toBe(14);
    expect((await api.get(ME)).body).toMatchObject({ status: 'active', erasureScheduledAt: body.dueAt });
    expect((await api.get(`${ME}/erasure`)).body).toEqual(body);
    await eventually(async () => {
      const { body: inbox } = await api.get<{ data: object[] }>('/api/v1/notifications');
      expect(inbox.data).toMatchObject([{ type: 'erasure-scheduled' }]);
      expect(await collection('messages').countDocuments({ userId: user._id })).toBe(1);
    });
    expect((await logIn(shop.test, { email: user.email })).status).toBe(200);
  });

  it('needs a proof of identity of the last minutes, and so do copies of the data', async () => {
    const user = await createUser(shop.test);
    const { body: old } = await logIn(shop.test, { email: user.email });
    shop.test.clock.advance(600_000);
    const { body: fresh } = await refresh(shop.test, old);
    const api = shop.test.api.as(fresh.accessToken);
    const nothing = 'f'.repeat(24);
    const answers = [
      await askForErasure(api),
      await api.post(EXPORT),
      await api.get(`${ME}/exports/${nothing}/download`),
    ];
    expect(answers.map(({ status, body }) => [status, body['code']])).toEqual(
      answers.map(() => [403, 'reauthentication-required']),
    );
    await shop.pass(0);
  });

  it('is one, however often it is made at once', async () => {
    const { user, api } = await somebody();
    const answers = await Promise.all(Array.from({ length: 8 }, () => askForErasure(api)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    expect(await collection('erasure_requests').countDocuments({ user: user._id })).toBe(1);
  });

  it('can be taken back until its time has come', async () => {
    const { user, api } = await somebody();
    expect((await api.post(`${ME}/erasure/cancel`)).body['code']).toBe('no-erasure');
    await askForErasure(api);
    expect((await api.post(`${ME}/erasure/cancel`)).status).toBe(204);
    expect((await api.get(ME)).body['erasureScheduledAt']).toBeNull();
    await eraseDue(shop);
    expect(await storedUser(user)).toMatchObject({ email: user.email, status: 'active' });
    expect((await logIn(shop.test, { email: user.email })).status).toBe(200);
    // And made again.
    expect((await askForErasure(await signIn(shop.test, user))).status).toBe(202);
  });

  it('is not carried out a minute too early', async () => {
    const { user, api } = await somebody();
    await askForErasure(api);
    await shop.pass(14 * 24 * 60 - 1);
    await shop.run('privacy.erasures');
    expect(await stateOf(user)).toBe('scheduled');
  });
});

describe('an account that is erased', () => {
  it('is gone for everybody, at once and for good', async () => {
    const { user, api } = await somebody({ profile: { firstName: 'Grace', lastName: 'Hopper' } });
    await askForErasure(api);
    await shop.pass(14 * 24 * 60 + 1);
    const late = await signIn(shop.test, user);
    await shop.run('privacy.erasures');
    expect((await late.get(ME)).status).toBe(401);
    expect((await logIn(shop.test, { email: user.email })).status).toBe(401);
    expect((await shop.test.api.get(`/api/v1/users/${user.username}/profile`)).status).toBe(404);
    await shop.pass(1);
    expect((await shop.admin.get(`/api/v1/users/${user._id.toString()}`)).status).toBe(404);
    const stored = JSON.stringify(await storedUser(user));
    for (const word of [user.email, user.username, 'Grace', 'grace', 'Hopper', 'hopper'])
      expect(stored).not.toContain(word);
    expect(await storedUser(user)).not.toHaveProperty('lastActivityAt');
    expect(await stateOf(user)).toBe('sweeping');
    await sweep(shop);
    expect(await stateOf(user)).toBe('erased');
    const entry = { action: 'privacy.erased', 'target.id': user._id.toString() };
    expect(await collection('audit_logs').find(entry).toArray()).toMatchObject([
      { outcome: 'success', actor: { kind: 'system' } },
    ]);
  });

  it('leaves its reviews, signed by nobody, and frees its seats', async () => {
    const { user, api } = await somebody();
    const course = await shop.addCourse({ price: { amount: 0, currency: 'USD' }, capacity: 1 });
    const { body } = await api.post<{ id: string }>('/api/v1/enrollments', {
      courseId: course._id.toString(),
    });
    const review = new Types.ObjectId();
    await collection('reviews').insertOne({
      _id: review,
      course: course._id,
      user: user._id,
      rating: 5,
      text: 'Good bread',
      helpfulCount: 0,
      hiddenAt: null,
      isDeleted: false,
      createdAt: new Date(),
      updatedAt: new Date(),
    });
    await askForErasure(api);
    await eraseDue(shop);
    const reviews = await shop.test.api.get<{ data: object[] }>(
      `/api/v1/courses/${course._id.toString()}/reviews`,
    );
    expect(reviews.body.data).toMatchObject([{ text: 'Good bread', author: null }]);
    expect(await shop.enrollmentStatus(body.id)).toBe('dropped');
    const { api: next } = await somebody();
    expect((await next.post('/api/v1/enrollments', { courseId: course._id.toString() })).body['status']).toBe(
      'active',
    );
  });

  it('keeps its address from ever being used again, and says nothing of that', async () => {
    const email = 'Once@Example.com';
    const register = () =>
      shop.test.api.post('/api/v1/auth/register', {
        email,
        password: PASSWORD,
        firstName: 'Once',
        lastName: 'Only',
        role: 'student',
      });
    const first = await register();
    const user = (await collection('users').findOne({
      email: 'once@example.com',
    })) as unknown as UserDocument;
    await collection('users').updateOne({ _id: user._id }, { $set: { emailVerifiedAt: new Date() } });
    await askForErasure(await signIn(shop.test, user));
    await eraseDue(shop);
    const [again, other] = await Promise.all([register(), register()]);
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    expect(other.status).toBe(202);
    expect(await collection('users').countDocuments({ email: 'once@example.com' })).toBe(0);
  });

  it('was not that of an account from before addresses were known again', async () => {
    // Factories write what older releases have written.
    const { user, api } = await somebody({ email: 'older@example.com' });
    await askForErasure(api);
    await eraseDue(shop);
    expect(await storedUser(user)).toMatchObject({ emailKey: expect.any(String) as string });
    const { email } = user;
    await shop.test.api.post('/api/v1/auth/register', {
      email,
      password: PASSWORD,
      firstName: 'A',
      lastName: 'B',
      role: 'student',
    });
    expect(await collection('users').countDocuments({ email })).toBe(0);
  });
});

describe('an erasure that breaks off', () => {
  // Others of before are not to be counted.
  beforeEach(() => sweep(shop));

  it('is finished once, wherever it was', async () => {
    const { user, api } = await somebody();
    const course = await shop.addCourse({ price: { amount: 0, currency: 'USD' } });
    await api.post('/api/v1/enrollments', { courseId: course._id.toString() });
    await api.send('PUT', `/api/v1/courses/${course._id.toString()}/favorite`);
    await askForErasure(api);
    await shop.pass(14 * 24 * 60 + 1);
    // Found only as long as it is known from where somebody came.
    const counter = 'rate:probe:127.0.0.1';
    const { client } = shop.test.app.get(RedisService);
    await client.set(counter, 1);
    const parts = shop.test.app.get(PersonalRecords).parts();
    // Each step is done and the process dies before that is written down.
    const broken = parts.map((part) => {
      const erase = part.erase.bind(part);
      part.erase = async (subject) => {
        await erase(subject);
        part.erase = erase;
        throw new Error('Killed.');
      };
      return part.part;
    });
    for (const [index] of broken.entries()) {
      expect(await shop.run('privacy.erasures')).toMatchObject({ failed: 1, erased: 0 });
      const request = await collection('erasure_requests').findOne({ user: user._id });
      expect(request).toMatchObject({ status: 'erasing', done: ['close', ...broken.slice(0, index)] });
    }
    expect(await shop.run('privacy.erasures')).toMatchObject({ failed: 0, erased: 1 });
    expect(await stateOf(user)).toBe('sweeping');
    expect(await client.exists(counter)).toBe(0);
    // Nothing was counted twice.
    const { favoriteCount, enrollmentCount, seatsTaken } = (await collection('courses').findOne({
      _id: course._id,
    })) as unknown as Record<string, number>;
    expect([favoriteCount, enrollmentCount, seatsTaken]).toEqual([0, 0, 0]);
    await sweep(shop);
    expect(await stateOf(user)).toBe('erased');
  });

  it('keeps no other from being carried out', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await askForErasure(one.api);
    await askForErasure(other.api);
    await shop.pass(14 * 24 * 60 + 1);
    const [part] = shop.test.app.get(PersonalRecords).parts();
    const erase = part!.erase.bind(part);
    part!.erase = (subject) =>
      subject.userId === one.user._id.toString() ? Promise.reject(new Error('Broken.')) : erase(subject);
    expect(await shop.run('privacy.erasures')).toMatchObject({ failed: 1 });
    expect([await stateOf(one.user), await stateOf(other.user)]).toEqual(['erasing', 'sweeping']);
    part!.erase = erase;
    await shop.run('privacy.erasures');
    expect(await stateOf(one.user)).toBe('sweeping');
  });
});

describe('an administrator', () => {
  // Others of before are not to be counted.
  beforeEach(() => sweep(shop));

  const ERASED = { status: 409, body: { code: 'account-erased' } };

  it('brings nobody back of whom nothing is left, deleted before or not', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await askForErasure(one.api);
    await askForErasure(other.api);
    expect((await shop.admin.send('DELETE', at(other.user))).status).toBe(204);
    await eraseDue(shop);
    await shop.pass(0);
    for (const { user } of [one, other]) {
      const before = await storedUser(user);
      expect(before).toMatchObject({ isDeleted: true, profile: { firstName: '' } });
      expect(await shop.admin.post(at(user, '/restore'))).toMatchObject(ERASED);
      expect(await storedUser(user)).toEqual(before);
    }
  });

  it('opens and brings back no account of which some is erased', async () => {
    const [open, deleted] = [await somebody(), await somebody()];
    await askForErasure(open.api);
    await askForErasure(deleted.api);
    await shop.admin.send('DELETE', at(deleted.user));
    const account = shop.test.app
      .get(PersonalRecords)
      .parts()
      .find(({ part }) => part === 'account')!;
    const erase = account.erase.bind(account);
    account.erase = () => Promise.reject(new Error('Killed.'));
    expect(await eraseDue(shop)).toMatchObject({ failed: 2 });
    await shop.pass(0);
    expect(await shop.admin.post(at(deleted.user, '/restore'))).toMatchObject(ERASED);
    for (const action of ['/activate', '/archive', '/approve'])
      expect(await shop.admin.post(at(open.user, action)), action).toMatchObject(ERASED);
    expect(await shop.admin.send('DELETE', at(open.user))).toMatchObject(ERASED);
    expect(
      await shop.admin.send('PUT', at(open.user, '/role'), { body: { role: 'moderator' } }),
    ).toMatchObject(ERASED);
    expect(await storedUser(open.user)).toMatchObject({ status: 'inactive', role: 'student' });
    expect(await storedUser(deleted.user)).toMatchObject({ isDeleted: true });
    account.erase = erase;
    expect(await shop.run('privacy.erasures')).toMatchObject({ failed: 0, erased: 2 });
  });

  it('brings back no account whose erasure was under way before that was noted', async () => {
    const [begun, waiting] = [await somebody(), await somebody()];
    await askForErasure(begun.api);
    const account = shop.test.app
      .get(PersonalRecords)
      .parts()
      .find(({ part }) => part === 'account')!;
    const erase = account.erase.bind(account);
    account.erase = () => Promise.reject(new Error('Killed.'));
    expect(await eraseDue(shop)).toMatchObject({ failed: 1 });
    await askForErasure(await signIn(shop.test, waiting.user));
    await shop.pass(0);
    const ids = [begun.user._id, waiting.user._id];
    await collection('users').updateMany({ _id: { $in: ids } }, { $unset: { erasureBegunAt: 1 } });
    const { db } = shop.test.app.get<Connection>(getConnectionToken());
    await up({ db } as MigrationContext);
    // It can be run again.
    await up({ db } as MigrationContext);
    expect(await shop.admin.post(at(begun.user, '/activate'))).toMatchObject(ERASED);
    expect((await shop.admin.post(at(waiting.user, '/deactivate'))).status).toBe(200);
    account.erase = erase;
    expect(await shop.run('privacy.erasures')).toMatchObject({ failed: 0, erased: 1 });
  });

  it('brings back who is deleted and only wishes to be erased, and the wish with it', async () => {
    const { user, api } = await somebody();
    await askForErasure(api);
    await shop.admin.send('DELETE', at(user));
    expect((await shop.admin.post(at(user, '/restore'))).status).toBe(200);
    await eraseDue(shop);
    expect(await stateOf(user)).toBe('sweeping');
  });
});

describe('somebody who writes while the account is erased', () => {
  it('leaves nothing', async () => {
    const { user, api } = await somebody();
    const course = await shop.addCourse({ price: { amount: 0, currency: 'USD' } });
    await askForErasure(api);
    await shop.pass(14 * 24 * 60 + 1);
    const client = await signIn(shop.test, user);
    const { body } = await client.post<{ id: string }>('/api/v1/enrollments', {
      courseId: course._id.toString(),
    });
    const stop = new AbortController();
    const writer = (async () => {
      for (let count = 0; !stop.signal.aborted; count++) {
        await Promise.all([
          change(client, { profile: { bio: `zq8trace ${count}`, firstName: 'zq8trace' } }),
          change(client, { personal: { phone: '+44 131 496 0000' } }),
          client.post(`/api/v1/enrollments/${body.id}/notes`, {
            lessonId: new Types.ObjectId().toString(),
            content: 'zq8trace',
          }),
        ]);
      }
    })();
    await shop.run('privacy.erasures');
    stop.abort();
    await writer;
    await sweep(shop);
    expect(await stateOf(user)).toBe('erased');
    const stored = await storedUser(user);
    expect(JSON.stringify(stored)).not.toContain('zq8trace');
    expect(stored).not.toHaveProperty('personal');
    expect(await collection('notes').countDocuments({ content: /zq8trace/ })).toBe(0);
  });
});

describe('administrators', () => {
  const demoteOthers = (...kept: UserDocument[]) =>
    collection('users').updateMany(
      { role: 'admin', _id: { $nin: kept.map(({ _id }) => _id) } },
      { $set: { role: 'moderator' } },
    );

  it('who are the last can not be erased, of two at the same moment one is', async () => {
    const one = await somebody({ role: 'admin', approval: { status: 'approved' } });
    const other = await somebody({ role: 'admin', approval: { status: 'approved' } });
    await demoteOthers(one.user, other.user);
    const answers = await Promise.all([one, other].map(({ api }) => askForErasure(api)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('last-administrator');
    const [leaving, staying] = answers[0]!.status === 202 ? [one, other] : [other, one];
    expect((await askForErasure(staying.api)).status).toBe(409);
    await leaving.api.post(`${ME}/erasure/cancel`);
    expect((await askForErasure(staying.api)).status).toBe(202);
    await staying.api.post(`${ME}/erasure/cancel`);
    await collection('users').updateOne(
      { _id: new Types.ObjectId(shop.adminId) },
      { $set: { role: 'admin' } },
    );
  });

  it('are not erased once they have become the last', async () => {
    const { user, api } = await somebody({ role: 'admin', approval: { status: 'approved' } });
    await askForErasure(api);
    await shop.pass(14 * 24 * 60 + 1);
    const admin: ApiClient = await signIn(shop.test, user);
    await demoteOthers(user);
    shop.test.clock.advance(1);
    const { body } = await admin.post<{ runId: string }>('/api/v1/job-runs/privacy.erasures');
    await eventually(async () => {
      const run = await admin.get<{ status: string; counts: Record<string, number> }>(
        `/api/v1/job-runs/${body.runId}`,
      );
      expect(run.body).toMatchObject({ status: 'succeeded', counts: { erased: 0 } });
    });
    expect(await stateOf(user)).toBe('scheduled');
    expect(await storedUser(user)).toMatchObject({ email: user.email });
  });
});
