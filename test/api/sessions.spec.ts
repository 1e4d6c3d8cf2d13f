import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_MODEL } from '../../src/modules/auth/persistence/session.schema.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { ApiClient } from '../support/api-client.js';
import { auditLogs } from '../support/audit.js';
import { eventually } from '../support/eventually.js';
import { createUser, PASSWORD } from '../support/people.js';
import { AUTH, DEAD, me, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SESSIONS = `${AUTH}/sessions`;
const MINUTE = 60_000;
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
const WINDOWS =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

interface Listed {
  id: string;
  isCurrent: boolean;
  lastAccessedAt: string;
  expiresAt: string;
}

let test: TestApp;
let connection: Connection;
let jane: UserDocument;

beforeAll(async () => {
  test = await startTestApp();
  connection = test.app.get(getConnectionToken());
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test);
});

const clientOf = ({ accessToken }: Tokens) => test.api.as(accessToken);

async function signIn({ email } = jane, userAgent = 'curl/8.5.0', remember = false): Promise<Tokens> {
  const { body } = await test.api.post<Tokens>(
    `${AUTH}/login`,
    { email, password: PASSWORD, remember },
    { 'user-agent': userAgent },
  );
  return body;
}

const list = async (client: ApiClient, query = '') =>
  (await client.get<{ data: Listed[]; page: { nextCursor: string | null } }>(SESSIONS + query)).body;

const current = async (client: ApiClient) =>
  (await list(client, '?limit=100')).data.find(({ isCurrent }) => isCurrent)!;

describe('the list of sessions', () => {
  it('shows where one is signed in, on what, and which of them asks', async () => {
    await signIn(jane, IPAD);
    test.clock.advance(1000);
    const here = await signIn(jane, WINDOWS, true);
    const now = test.clock.now().getTime();
    const { data } = await list(clientOf(here));
    expect(data).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
        isCurrent: true,
        deviceType: 'desktop',
        browser: 'Chrome',
        os: 'Windows',
        ipAddress: '127.0.0.1',
        location: null,
        createdAt: new Date(now).toISOString(),
        lastAccessedAt: new Date(now).toISOString(),
        expiresAt: new Date(now + 30 * 24 * 60 * MINUTE).toISOString(),
        absoluteExpiresAt: new Date(now + 30 * 24 * 60 * MINUTE).toISOString(),
      },
      expect.objectContaining({ isCurrent: false, deviceType: 'tablet', browser: 'Safari', os: 'iOS' }),
    ]);
    expect(JSON.stringify(data)).not.toMatch(/hash|family/i);
  });

  it('has nothing to say of a device that says nothing, or is older than the question', async () => {
    const here = await signIn();
    await connection
      .collection('sessions')
      .updateOne({ userId: jane._id }, { $set: { device: { userAgent: null, ipAddress: null } } });
    expect(await current(clientOf(here))).toMatchObject({
      deviceType: null,
      browser: null,
      os: null,
      ipAddress: null,
    });
  });

  it('shows neither those that have ended nor those of others', async () => {
    const ended = await signIn();
    await clientOf(ended).post(`${AUTH}/logout`);
    await signIn();
    test.clock.advance(40 * MINUTE);
    await signIn(await createUser(test));
    const here = await signIn();
    const { data } = await list(clientOf(here));
    expect(data).toMatchObject([{ isCurrent: true }]);
  });

  it('comes in pages', async () => {
    for (let count = 0; count < 4; count += 1) await signIn();
    const client = clientOf(await signIn());
    const first = await list(client, '?limit=3');
    const second = await list(client, `?limit=3&cursor=${first.page.nextCursor}`);
    expect(second.page.nextCursor).toBeNull();
    expect(new Set([...first.data, ...second.data].map(({ id }) => id)).size).toBe(5);
    expect((await client.get(`${SESSIONS}?limit=0`)).status).toBe(400);
    expect((await client.get(`${SESSIONS}?cursor=nonsense`)).status).toBe(400);
  });

  it('is read by its index', async () => {
    const { _id: userId } = jane;
    const sessions = connection.model(SESSION_MODEL);
    await sessions.collection.insertMany(
      Array.from({ length: 500 }, (_, index) => ({
        familyId: `plan-${index}`,
        userId: connection.base.Types.ObjectId.createFromTime(index),
        isActive: true,
        createdAt: new Date(),
      })),
    );
    const plan = await sessions.collection
      .find({ userId, isActive: true, expiresAt: { $gt: test.clock.now() } })
      .sort({ createdAt: -1, _id: -1 })
      .limit(21)
      .explain('queryPlanner');
    expect(JSON.stringify(plan)).toContain('userId_1_isActive_1_createdAt_-1__id_-1');
    await sessions.collection.deleteMany({ familyId: /^plan-/ });
  });
});

describe('the last use of a session', () => {
  it('is noted to the minute, with one write for however many requests', async () => {
    const here = await signIn();
    const client = clientOf(here);
    const began = test.clock.now();
    test.clock.advance(MINUTE - 1);
    await Promise.all(Array.from({ length: 5 }, () => client.get('/api/v1/users/me')));
    expect((await current(client)).lastAccessedAt).toBe(began.toISOString());
    test.clock.advance(1);
    await Promise.all(Array.from({ length: 5 }, () => client.get('/api/v1/users/me')));
    const noted = test.clock.now().toISOString();
    await eventually(async () => expect((await current(client)).lastAccessedAt).toBe(noted));
    test.clock.advance(MINUTE - 1);
    await client.get('/api/v1/users/me');
    expect((await current(client)).lastAccessedAt).toBe(noted);
  });

  it('does not make an old refresh token good again', async () => {
    const first = await signIn();
    const { body: second } = await refresh(test, first);
    test.clock.advance(MINUTE);
    await me(test, second);
    await eventually(async () =>
      expect((await current(clientOf(second))).lastAccessedAt).toBe(test.clock.now().toISOString()),
    );
    expect(await refresh(test, first)).toMatchObject(DEAD);
  });

  it('lengthens nothing: who does not refresh is signed out', async () => {
    const here = await signIn();
    const { expiresAt } = await current(clientOf(here));
    test.clock.advance(9 * MINUTE);
    expect((await current(clientOf(here))).expiresAt).toBe(expiresAt);
  });
});

describe('ending a session from another', () => {
  it('kills its tokens at once, and says that it was ended', async () => {
    const [lost, here] = [await signIn(), await signIn()];
    const { id } = await current(clientOf(lost));
    expect(await clientOf(here).send('DELETE', `${SESSIONS}/${id}`)).toMatchObject({ status: 204, text: '' });
    expect(await me(test, lost)).toMatchObject({
      status: 401,
      body: { code: 'token-invalidated', detail: 'Token is invalidated. Sign in again.' },
    });
    expect(await refresh(test, lost)).toMatchObject(DEAD);
    expect((await list(clientOf(here))).data).toHaveLength(1);
    expect((await clientOf(here).send('DELETE', `${SESSIONS}/${id}`)).status).toBe(404);
  });

  it('works for the one that asks', async () => {
    const here = await signIn();
    const { id } = await current(clientOf(here));
    expect((await clientOf(here).send('DELETE', `${SESSIONS}/${id}`)).status).toBe(204);
    expect((await me(test, here)).status).toBe(401);
  });

  it('does nothing to those of others, which look as if they were not there', async () => {
    const bob = await signIn(await createUser(test));
    const { id } = await current(clientOf(bob));
    const here = clientOf(await signIn());
    const missing = await here.send('DELETE', `${SESSIONS}/${'f'.repeat(24)}`);
    const foreign = await here.send('DELETE', `${SESSIONS}/${id}`);
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, instance: '', requestId: '' }).toEqual({
      ...missing.body,
      instance: '',
      requestId: '',
    });
    expect((await me(test, bob)).status).toBe(200);
    expect((await here.send('DELETE', `${SESSIONS}/nonsense`)).status).toBe(400);
  });

  it('is recorded, as every way of signing out is', async () => {
    const [lost, left, here] = [await signIn(), await signIn(), await signIn()];
    const { id } = await current(clientOf(lost));
    await clientOf(here).send('DELETE', `${SESSIONS}/${id}`);
    await clientOf(left).post(`${AUTH}/logout`);
    await clientOf(here).post(`${AUTH}/logout-all`);
    const recorded = await auditLogs(test)
      .find({ subject: jane._id, 'target.type': 'session' })
      .sort({ _id: 1 })
      .toArray();
    expect(recorded).toMatchObject([
      { action: 'auth.session-revoked', target: { type: 'session', id } },
      { action: 'auth.signed-out' },
      { action: 'auth.signed-out', after: { everywhere: true } },
    ]);
  });

  it('happens once, however many ask for it', async () => {
    const [lost, here] = [await signIn(), await signIn()];
    const { id } = await current(clientOf(lost));
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => clientOf(here).send('DELETE', `${SESSIONS}/${id}`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array<number>(9).fill(404)]);
    const ended = await connection
      .collection('outbox')
      .countDocuments({ type: 'SessionsEnded', 'payload.sessionIds': id });
    expect(ended).toBe(1);
  });
});

describe('a token', () => {
  it('that was invalidated is in the blacklist until it has expired, with the reason', async () => {
    const [one, two] = [await signIn(), await signIn()];
    const { id } = await current(clientOf(one));
    await clientOf(one).post(`${AUTH}/logout`);
    const blacklist = connection.collection('blacklisted_tokens');
    const entries = () => blacklist.find({ sessionId: new connection.base.Types.ObjectId(id) }).toArray();
    expect(await entries()).toMatchObject([
      { reason: 'logout', expiresAt: new Date(test.clock.now().getTime() + 10 * MINUTE) },
    ]);
    await clientOf(two).post(`${AUTH}/logout-all`);
    expect(await entries()).toHaveLength(1);
    expect(await me(test, two)).toMatchObject({ body: { code: 'token-invalidated' } });
  });

  it('is refused when the session is gone, whatever the blacklist says', async () => {
    const here = await signIn();
    await connection.collection('sessions').deleteMany({ userId: jane._id });
    expect(await me(test, here)).toMatchObject({
      status: 401,
      body: { code: 'invalid-token', detail: 'Invalid token. Sign in again.' },
    });
  });

  it('is asked for where there is none', async () => {
    const { body } = await test.api.get('/api/v1/users/me');
    expect(body['detail']).toMatch(/^No token/);
  });
});
