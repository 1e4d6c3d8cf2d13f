import { getConnectionToken, getModelToken } from '@nestjs/mongoose';
import type { Connection, Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { at, published, REASON, signedIn, USERS } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
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
      expect(await published(test)).toEqual([
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
    expect((await published(test)).map(({ type }) => type)).toEqual(['UserRejected', 'UserApproved']);
  });

  it.each(['not_required', 'approved'] as const)('is not decided again when it is %s', async (status) => {
    const user = await createUser(test, { role: 'instructor', approval: { status } });
    for (const answer of [
      await asAdmin.post(at(user, '/approve')),
      await asAdmin.post(at(user, '/reject'), REASON),
    ])
      expect(answer).toMatchObject({ status: 409, body: { code: 'not-awaiting-approval' } });
    expect(await published(test)).toEqual([]);
  });

  it('is decided once, however many decide at the same moment', async () => {
    const user = await createUser(test, { role: 'instructor', approval: { status: 'pending' } });
    const answers = await Promise.all(Array.from({ length: 8 }, () => asAdmin.post(at(user, '/approve'))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(7).fill(409)]);
    expect(await published(test)).toHaveLength(1);
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
    const [user, client] = await signedIn(test, 'student');
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
    expect(await published(test)).toEqual([
      {
        type: 'UserSuspended',
        payload: { userId: user._id.toString(), by: admin._id.toString(), ...REASON },
      },
    ]);
  });

  it('happens once, and is taken back once', async () => {
    const [user, client] = await signedIn(test, 'student');
    const statuses = async (action: string, body?: object) =>
      (await Promise.all(Array.from({ length: 6 }, () => asAdmin.post(at(user, action), body)))).map(
        ({ status }) => status,
      );
    const once = [200, ...Array<number>(5).fill(409)];
    expect((await statuses('/suspend', REASON)).toSorted()).toEqual(once);
    expect((await statuses('/activate')).toSorted()).toEqual(once);
    expect((await published(test)).map(({ type }) => type)).toEqual(['UserSuspended', 'UserActivated']);
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
