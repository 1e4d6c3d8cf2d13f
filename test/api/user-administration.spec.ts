import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../src/common/access/index.js';
import { People, UserReports } from '../../src/modules/users/index.js';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { Answer, ApiClient } from '../support/api-client.js';
import { createUser, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const USERS = '/api/v1/users';
const APPROVED = { status: 'approved' } as const;
const REASON = { reason: 'Sold accounts to others' };

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
  [admin, asAdmin] = await signedIn('admin');
});

async function signedIn(role: Role): Promise<[UserDocument, ApiClient]> {
  const user = await createUser(test, { role, approval: APPROVED });
  return [user, await signIn(test, user)];
}

const at = ({ _id }: UserDocument, action = '') => `${USERS}/${_id.toString()}${action}`;
const setRole = (client: ApiClient, user: UserDocument, role: string): Promise<Answer> =>
  client.send('PUT', at(user, '/role'), { body: { role } });

/** What was published, in the order of publication. */
const published = async () =>
  (await outbox.find({}, { sort: { _id: 1 } }).toArray()).map(({ type, payload }) => ({
    type: type as string,
    payload: payload as object,
  }));

const activeAdmins = () =>
  users.collection.countDocuments({ role: 'admin', status: 'active', 'approval.status': 'approved' });

describe('the list of accounts', () => {
  const list = async (query: Record<string, string>) => {
    const { status, body } = await asAdmin.get<{
      data: { id: string; email: string }[];
      page: { nextCursor: string | null };
    }>(`${USERS}?${new URLSearchParams(query).toString()}`);
    expect(status).toBe(200);
    return body;
  };
  const emails = async (query: Record<string, string>) =>
    (await list(query)).data.map(({ email }) => email.split('@')[0]);

  beforeEach(async () => {
    await users.collection.deleteMany({ _id: { $ne: admin._id } });
    const people = [
      { email: 'ada@x.org', username: 'countess', first: 'Ada', last: 'Lovelace', day: 1 },
      { email: 'adam@x.org', username: 'adam', first: 'Zoë', last: 'van der Berg', day: 2 },
      { email: 'zed@x.org', username: 'zed', first: 'Zed', last: 'Adamson', display: 'Émile', day: 3 },
      { email: 'kim@x.org', username: 'ada_fan', first: 'Kim', last: 'Lee', day: 4 },
    ];
    for (const { email, username, first, last, display, day } of people)
      await createUser(test, {
        email,
        username,
        profile: { firstName: first, lastName: last, displayName: display ?? null },
        nameKeys: {
          first: first === 'Zoë' ? 'zoe' : first.toLowerCase(),
          last: last.toLowerCase(),
          display: display ? 'emile' : '',
        },
        createdAt: new Date(`2026-02-0${day}T00:00:00Z`),
        ...(day === 1 && { role: 'instructor', approval: { status: 'pending' } }),
        ...(day === 2 && { status: 'suspended' }),
        ...(day === 3 && { role: 'moderator', emailVerifiedAt: null }),
      });
    await users.collection.updateOne({ _id: admin._id }, { $set: { createdAt: new Date('2026-01-01') } });
  });

  it('goes from the newest to the oldest, or back, page by page', async () => {
    const newestFirst = ['kim', 'zed', 'adam', 'ada', admin.email.split('@')[0]];
    for (const [sort, expected] of [
      ['-createdAt', newestFirst],
      ['createdAt', newestFirst.toReversed()],
    ] as const) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await list({ sort, limit: '2', ...(cursor && { cursor }) });
        seen.push(...page.data.map(({ email }) => email.split('@')[0]!));
        ({ nextCursor: cursor } = page.page);
      } while (cursor);
      expect(seen).toEqual(expected);
    }
  });

  it.each([
    [{ role: 'instructor' }, ['ada']],
    [{ status: 'suspended' }, ['adam']],
    [{ approval: 'pending' }, ['ada']],
    [{ emailVerified: 'false' }, ['zed']],
    [{ role: 'student', emailVerified: 'true' }, ['kim', 'adam']],
    [{ role: 'service' }, []],
  ])('can be narrowed to %j', async (query: Record<string, string>, expected) => {
    expect(await emails(query)).toEqual(expected);
  });

  it.each([
    ['ada', ['kim', 'zed', 'adam', 'ada']],
    ['ADAM@X', ['adam']],
    ['countess', ['ada']],
    ['lovel', ['ada']],
    ['zoe', ['adam']],
    ['Zoë van d', ['adam']],
    ['van der', ['adam']],
    ['emile', ['zed']],
    ['Ada Love', ['ada']],
    ['.*', []],
    ['%', []],
    ['lace', []],
  ])('finds by the beginning %j of an address, a user name or a name', async (q, expected) => {
    expect(await emails({ q })).toEqual(expected);
  });

  it('searches among those that it is narrowed to, page by page', async () => {
    expect(await emails({ q: 'ada', status: 'active', role: 'student' })).toEqual(['kim']);
    const first = await list({ q: 'ada', limit: '3' });
    const { nextCursor: cursor } = first.page;
    expect(await emails({ q: 'ada', limit: '3', cursor: cursor! })).toEqual(['ada']);
  });

  it('finds people by the names that they have now', async () => {
    const kim = (await users.findOne({ email: 'kim@x.org' }))!;
    const body = { profile: { firstName: 'Łucja', lastName: 'Ångström', displayName: 'LÅ' } };
    await asAdmin.send('PATCH', at(kim), { body });
    for (const q of ['angs', 'la', 'łucja angström']) expect(await emails({ q })).toEqual(['kim']);
    expect(await emails({ q: 'lee' })).toEqual([]);
  });

  it.each<Record<string, string>>([
    { role: 'king' },
    { status: 'dead' },
    { approval: 'maybe' },
    { emailVerified: '1' },
    { q: '' },
    { sort: 'email' },
    { limit: '0' },
    { cursor: 'x' },
    { password: 'x' },
  ])('refuses %j', async (query) => {
    const { status } = await asAdmin.get(`${USERS}?${new URLSearchParams(query).toString()}`);
    expect(status).toBe(400);
  });
});

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
        (['student', 'instructor', 'moderator'] as const).map(async (role) => (await signedIn(role))[1]),
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

describe('approval', () => {
  it.each(['instructor', 'admin'] as const)(
    'gives a waiting %s the powers of the role, with the token that is there',
    async (role) => {
      const user = await createUser(test, { role, approval: { status: 'pending' } });
      const client = await signIn(test, user);
      const powers = async () => (await client.get(USERS)).status;
      expect(await powers()).toBe(403);
      const { status, body } = await asAdmin.post(at(user, '/approve'));
      expect(status).toBe(200);
      expect(body['approval']).toEqual({
        status: 'approved',
        by: admin._id.toString(),
        at: test.clock.now().toISOString(),
        reason: null,
      });
      expect(await powers()).toBe(role === 'admin' ? 200 : 403);
      expect(await published()).toEqual([
        { type: 'UserApproved', payload: { userId: user._id.toString(), by: admin._id.toString() } },
      ]);
    },
  );

  it('is refused with a reason that the person is told, and can be given later', async () => {
    const user = await createUser(test, { role: 'instructor', approval: { status: 'pending' } });
    const rejected = await asAdmin.post(at(user, '/reject'), { reason: ' <b>No</b> proof ' });
    expect(rejected.body).toMatchObject({ approval: { status: 'rejected', reason: 'No proof' } });
    expect((await (await signIn(test, user)).get(`${USERS}/me`)).body).toMatchObject({
      approval: { status: 'rejected', reason: 'No proof' },
    });
    expect((await asAdmin.post(at(user, '/reject'), REASON)).status).toBe(409);
    const approved = await asAdmin.post(at(user, '/approve'));
    expect(approved.body).toMatchObject({ approval: { status: 'approved', reason: null } });
    expect((await published()).map(({ type }) => type)).toEqual(['UserRejected', 'UserApproved']);
  });

  it.each(['not_required', 'approved'] as const)('is not decided again when it is %s', async (status) => {
    const user = await createUser(test, { role: 'instructor', approval: { status } });
    for (const answer of [
      await asAdmin.post(at(user, '/approve')),
      await asAdmin.post(at(user, '/reject'), REASON),
    ])
      expect(answer).toMatchObject({ status: 409, body: { code: 'not-awaiting-approval' } });
    expect(await published()).toEqual([]);
  });

  it('is decided once, however many decide at the same moment', async () => {
    const user = await createUser(test, { role: 'instructor', approval: { status: 'pending' } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => asAdmin.post(at(user, '/approve'))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(7).fill(409)]);
    expect(await published()).toHaveLength(1);
  });

  it('needs a reason to be refused', async () => {
    const user = await createUser(test, { role: 'instructor', approval: { status: 'pending' } });
    for (const body of [
      {},
      { reason: '' },
      { reason: '<i></i>' },
      { reason: 'x'.repeat(501) },
      { reason: null },
    ])
      expect((await asAdmin.post(at(user, '/reject'), body)).status).toBe(400);
  });
});

describe('suspension', () => {
  it('ends what the person is doing, keeps the door shut, and says why to administrators', async () => {
    const [user, client] = await signedIn('student');
    expect((await client.get(`${USERS}/me`)).status).toBe(200);
    const { status, body } = await asAdmin.post(at(user, '/suspend'), REASON);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'suspended',
      suspension: { ...REASON, by: admin._id.toString(), at: test.clock.now().toISOString() },
    });
    expect((await client.get(`${USERS}/me`)).status).toBe(401);
    const login = { email: user.email, password: 'Correct-Horse-1' };
    expect((await test.api.post('/api/v1/auth/login', login)).status).toBe(401);
    expect(await published()).toEqual([
      {
        type: 'UserSuspended',
        payload: { userId: user._id.toString(), by: admin._id.toString(), ...REASON },
      },
    ]);
  });

  it('happens once, and is taken back once', async () => {
    const [user, client] = await signedIn('student');
    const statuses = async (action: string, body?: object) =>
      (await Promise.all(Array.from({ length: 6 }, () => asAdmin.post(at(user, action), body)))).map(
        ({ status }) => status,
      );
    const once = [200, ...Array<number>(5).fill(409)];
    expect((await statuses('/suspend', REASON)).toSorted()).toEqual(once);
    expect((await statuses('/activate')).toSorted()).toEqual(once);
    expect((await published()).map(({ type }) => type)).toEqual(['UserSuspended', 'UserActivated']);
    expect((await asAdmin.get(at(user))).body).toMatchObject({ status: 'active', suspension: null });
    expect((await client.get(`${USERS}/me`)).status).toBe(200);
  });

  it('can follow on inactivity, and an inactive account can be opened', async () => {
    const [one, two] = [
      await createUser(test, { status: 'inactive' }),
      await createUser(test, { status: 'inactive' }),
    ];
    expect((await asAdmin.post(at(one, '/suspend'), REASON)).body).toMatchObject({ status: 'suspended' });
    expect((await asAdmin.post(at(two, '/activate'))).body).toMatchObject({ status: 'active' });
  });
});

describe('a role', () => {
  it('that is given counts from the next request on, without further approval', async () => {
    const [user, client] = await signedIn('student');
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
    expect((await published()).map(({ payload }) => payload)).toEqual(
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
    expect(await published()).toEqual([]);
  });

  it.each(['service', 'king', null, ''])('of %j is given to nobody', async (role) => {
    const user = await createUser(test);
    expect((await setRole(asAdmin, user, role as string)).status).toBe(400);
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
      const people = await Promise.all([signedIn('admin'), signedIn('admin'), signedIn('admin')]);
      // Each takes the next one's power, in a circle.
      const answers = await Promise.all(
        people.map(([, client], index) => remove(client, people[(index + 1) % people.length]![0])),
      );
      const done = answers.filter(({ status }) => status === 200);
      expect(done.length).toBeGreaterThanOrEqual(1);
      expect(done.length).toBeLessThan(people.length);
      expect(await activeAdmins()).toBe(people.length - done.length);
      expect(await published()).toHaveLength(done.length);
      for (const { status } of answers) expect([200, 401, 403]).toContain(status);
    }
  });
});

describe('what other parts of the house learn', () => {
  it('is who is in office: active and approved', async () => {
    const [moderator] = await signedIn('moderator');
    await createUser(test, { role: 'moderator', status: 'suspended' });
    await createUser(test, { role: 'admin', approval: { status: 'pending' } });
    const people = test.app.get(People);
    expect(await people.idsByRole('moderator')).toEqual([moderator._id.toString()]);
    expect(await people.idsByRole('admin')).toEqual([admin._id.toString()]);
  });

  it('is how many there are, and when they came', async () => {
    await users.collection.deleteMany({});
    const registered = ['2026-02-01T00:00:00Z', '2026-02-01T23:59:59Z', '2026-02-03T12:00:00Z'];
    for (const [index, createdAt] of registered.entries())
      await createUser(test, {
        createdAt: new Date(createdAt),
        role: index === 0 ? 'instructor' : 'student',
        ...(index === 2 && { emailVerifiedAt: null }),
      });
    await createUser(test, { isDeleted: true, createdAt: new Date('2026-02-02T00:00:00Z') });
    const reports = test.app.get(UserReports);
    expect(await reports.totals()).toEqual({
      total: 3,
      byRole: { student: 2, instructor: 1, moderator: 0, admin: 0, service: 0 },
      verified: 2,
    });
    const [from, to] = [new Date('2026-02-01T00:00:00Z'), new Date('2026-02-03T12:00:00Z')];
    expect(await reports.registrationsPerDay(from, to)).toEqual([{ day: '2026-02-01', count: 2 }]);
    expect(await reports.registrationsPerDay(from, new Date('2026-02-04T00:00:00Z'))).toEqual([
      { day: '2026-02-01', count: 2 },
      { day: '2026-02-03', count: 1 },
    ]);
  });
});
