import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ASSIGNABLE_ROLES } from '../../src/modules/users/domain/standing.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, published, REASON, signedIn, USERS } from '../support/administration.js';
import type { Answer, ApiClient } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let users: Model<UserDocument>;
let outbox: ReturnType<Connection['collection']>;
let admin: UserDocument;
let asAdmin: ApiClient;

beforeAll(async () => {
  test = await startTestApp();
  users = test.app.get(getModelToken(USER_MODEL));
  outbox = test.app.get<Connection>(getConnectionToken()).collection('outbox');
});
afterAll(() => test.close());
beforeEach(async () => {
  await users.collection.deleteMany({});
  await outbox.deleteMany({});
  [admin, asAdmin] = await signedIn(test, 'admin');
});

const setRole = (client: ApiClient, user: UserDocument, role: string): Promise<Answer> =>
  client.send('PUT', at(user, '/role'), { body: { role } });

const activeAdmins = () =>
  users.collection.countDocuments({ role: 'admin', status: 'active', 'approval.status': 'approved' });

describe('an account', () => {
  it('is seen with what was decided about it, and never its password', async () => {
    const user = await createUser(test);
    const { body, text } = await asAdmin.get(at(user));
    expect(body).toMatchObject({
      id: user._id.toString(),
      email: user.email,
      emailVerified: true,
      status: 'active',
      suspension: null,
      approval: { status: 'not_required', by: null, at: null, reason: null },
    });
    expect(text).not.toMatch(/password|\$2[aby]\$/i);
    expect(await asAdmin.get(`${USERS}/${'f'.repeat(24)}`)).toMatchObject({ status: 404 });
    expect(await asAdmin.get(`${USERS}/nobody`)).toMatchObject({ status: 400 });
  });

  it('tells when its owner signed in last', async () => {
    const lastLoginAt = new Date('2026-02-01T10:00:00Z');
    const user = await createUser(test, { lastLoginAt });
    expect((await asAdmin.get(at(user))).body).toMatchObject({ lastLoginAt: lastLoginAt.toISOString() });
  });

  it("can be given another name by an administrator, but nobody else's", async () => {
    const [user, other] = [await createUser(test), await createUser(test)];
    const body = { username: 'renamed', profile: { bio: null, firstName: 'New' } };
    expect(await asAdmin.send('PATCH', at(user), { body })).toMatchObject({
      status: 200,
      body: { username: 'renamed', profile: { firstName: 'New', lastName: user.profile.lastName } },
    });
    const taken = await asAdmin.send('PATCH', at(other), { body });
    expect(taken).toMatchObject({ status: 409, body: { code: 'username-taken' } });
    for (const refused of [{ personal: {} }, { role: 'admin' }, { email: 'a@x.org' }])
      expect((await asAdmin.send('PATCH', at(user), { body: refused })).status).toBe(400);
  });

  it('is out of reach for everybody but administrators', async () => {
    const victim = await createUser(test);
    const before = await users.collection.findOne({ _id: victim._id });
    const pending = await createUser(test, { role: 'admin', approval: { status: 'pending' } });
    const strangers = [
      ...(await Promise.all(
        (['student', 'instructor', 'moderator'] as const).map(
          async (role) => (await signedIn(test, role))[1],
        ),
      )),
      await signIn(test, pending),
    ];
    for (const client of strangers) {
      const answers = await Promise.all([
        client.get(USERS),
        client.get(at(victim)),
        client.send('PATCH', at(victim), { body: {} }),
        client.post(at(victim, '/approve')),
        client.post(at(victim, '/reject'), REASON),
        client.post(at(victim, '/suspend'), REASON),
        client.post(at(victim, '/activate')),
        setRole(client, victim, 'admin'),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(Array(answers.length).fill(403));
    }
    expect(await users.collection.findOne({ _id: victim._id })).toEqual(before);
  });
});

describe('a role', () => {
  it('that is given counts from the next request on, without further approval', async () => {
    const [user, client] = await signedIn(test, 'student');
    expect((await client.get(USERS)).status).toBe(403);
    const { body } = await setRole(asAdmin, user, 'admin');
    expect(body).toMatchObject({
      role: 'admin',
      approval: { status: 'approved', by: admin._id.toString() },
    });
    expect((await client.get(USERS)).status).toBe(200);
    expect((await setRole(asAdmin, user, 'student')).body).toMatchObject({
      role: 'student',
      approval: { status: 'not_required' },
    });
    expect((await client.get(USERS)).status).toBe(403);
    expect((await published(test)).map(({ payload }) => payload)).toEqual(
      ['admin', 'student'].map((role) => ({
        userId: user._id.toString(),
        by: admin._id.toString(),
        role,
      })),
    );
  });

  it('that somebody has already changes nothing: a pending instructor stays pending', async () => {
    const user = await createUser(test, { role: 'instructor', approval: { status: 'pending' } });
    expect(await setRole(asAdmin, user, 'instructor')).toMatchObject({
      status: 200,
      body: { role: 'instructor', approval: { status: 'pending' } },
    });
    expect(await published(test)).toEqual([]);
  });

  it.each(['service', 'king', null, ''])('of %j is given to nobody', async (role) => {
    const user = await createUser(test);
    expect((await setRole(asAdmin, user, role as string)).status).toBe(400);
  });

  it.each(ASSIGNABLE_ROLES)('of a person (%s) is not given to a program', async (role) => {
    const program = await createUser(test, { role: 'service' });
    expect(await setRole(asAdmin, program, role)).toMatchObject({
      status: 409,
      body: { code: 'service-account' },
    });
    expect((await users.findById(program._id).lean())?.role).toBe('service');
    expect(await published(test)).toEqual([]);
  });
});

describe('administrators', () => {
  it('decide nothing about themselves', async () => {
    const answers = await Promise.all([
      asAdmin.post(at(admin, '/suspend'), REASON),
      asAdmin.post(at(admin, '/activate')),
      asAdmin.post(at(admin, '/approve')),
      asAdmin.post(at(admin, '/reject'), REASON),
      setRole(asAdmin, admin, 'student'),
    ]);
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 409, body: { code: 'own-account' } });
    expect(await activeAdmins()).toBe(1);
  });

  it.each([
    ['demote', (client: ApiClient, user: UserDocument) => setRole(client, user, 'student')],
    ['suspend', (client: ApiClient, user: UserDocument) => client.post(at(user, '/suspend'), REASON)],
  ])('who %s each other at the same moment: one stays', async (_, remove) => {
    for (let round = 0; round < 5; round++) {
      await users.collection.deleteMany({});
      await outbox.deleteMany({});
      const people = await Promise.all([
        signedIn(test, 'admin'),
        signedIn(test, 'admin'),
        signedIn(test, 'admin'),
      ]);
      // Each takes the next one's power, in a circle.
      const answers = await Promise.all(
        people.map(([, client], index) => remove(client, people[(index + 1) % people.length]![0])),
      );
      const done = answers.filter(({ status }) => status === 200);
      expect(done.length).toBeGreaterThanOrEqual(1);
      expect(done.length).toBeLessThan(people.length);
      expect(await activeAdmins()).toBe(people.length - done.length);
      expect(await published(test)).toHaveLength(done.length);
      for (const { status } of answers) expect([200, 401, 403]).toContain(status);
    }
  });
});
