import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthConfig, readConfig } from '../../src/config/index.js';
import { BearerTokens } from '../../src/modules/auth/index.js';
import { CleanUpTokens } from '../../src/modules/auth/application/clean-up-tokens.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { tokenSentTo } from '../support/one-time-tokens.js';
import { createUser, PASSWORD } from '../support/people.js';
import { AUTH, DEAD, logIn, ME, me, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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

const login = (values: object = {}) => logIn(test, { email: jane.email, ...values });
const signIn = async (values: object = {}) => (await login(values)).body;
const sessions = () => connection.collection('sessions').find({ userId: jane._id }).toArray();

describe('signing in', () => {
  it('begins a session that knows its device, and no token', async () => {
    await test.api.post(
      `${AUTH}/login`,
      { email: jane.email, password: PASSWORD },
      { 'user-agent': 'Lyceum-App/1.0' },
    );
    expect(await sessions()).toMatchObject([
      { isActive: true, device: { userAgent: 'Lyceum-App/1.0', ipAddress: '127.0.0.1' } },
    ]);
  });

  it('is remembered as the last time', async () => {
    await signIn();
    const user = await connection.collection('users').findOne({ _id: jane._id });
    expect(user!['lastLoginAt']).toEqual(test.clock.now());
  });

  it('tells nobody on the way to keep the tokens', async () => {
    const signedIn = await login();
    expect(signedIn.headers.get('cache-control')).toBe('no-store');
    expect((await refresh(test, signedIn.body)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('a refresh token', () => {
  it('gives new tokens, which work', async () => {
    const first = await signIn();
    test.clock.advance(11 * MINUTE);
    expect((await me(test, first)).status).toBe(401);
    const { status, body: second } = await refresh(test, first);
    expect(status).toBe(200);
    expect(second).toMatchObject({ expiresIn: 600 });
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await me(test, second)).status).toBe(200);
    expect((await refresh(test, second)).status).toBe(200);
    expect(await sessions()).toHaveLength(1);
  });

  it('gives ten who come at once one successor, and signs nobody out', async () => {
    const first = await signIn();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(test, first)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.accessToken)).size).toBe(10);
    for (const { body } of answers) expect((await me(test, body)).status).toBe(200);
    expect((await refresh(test, answers[0]!.body)).status).toBe(200);
  });

  it('gives the successor again to whom the answer was lost, for a moment', async () => {
    const first = await signIn();
    const second = await refresh(test, first);
    test.clock.advance(10_000);
    expect((await refresh(test, first)).body.refreshToken).toBe(second.body.refreshToken);
  });

  it('ends the session when it comes back later', async () => {
    const first = await signIn();
    const { body: second } = await refresh(test, first);
    test.clock.advance(10_001);
    expect(await refresh(test, first)).toMatchObject(DEAD);
    expect(await refresh(test, second)).toMatchObject(DEAD);
    expect((await me(test, second)).status).toBe(401);
    expect(test.log.join()).toContain('A refresh token was used again');
  });

  it('ends the session when it comes back much later, after others', async () => {
    const first = await signIn();
    let latest = first;
    for (let count = 0; count < 5; count += 1) latest = (await refresh(test, latest)).body;
    expect(await refresh(test, first)).toMatchObject(DEAD);
    expect(await refresh(test, latest)).toMatchObject(DEAD);
  });

  it('ends no other session', async () => {
    const [stolen, other] = [await signIn(), await signIn()];
    await refresh(test, stolen);
    test.clock.advance(MINUTE);
    expect(await refresh(test, stolen)).toMatchObject(DEAD);
    expect((await me(test, other)).status).toBe(200);
    expect((await refresh(test, other)).status).toBe(200);
  });

  it('is dead after 40 minutes without use', async () => {
    let tokens = await signIn();
    for (let count = 0; count < 3; count += 1) {
      test.clock.advance(40 * MINUTE - 1);
      const answer = await refresh(test, tokens);
      expect(answer.status).toBe(200);
      tokens = answer.body;
    }
    test.clock.advance(40 * MINUTE);
    expect(await refresh(test, tokens)).toMatchObject(DEAD);
  });

  it('lives 30 days when it is to be remembered, and not a day more, however often it is used', async () => {
    let [used, unused] = [await signIn({ remember: true }), await signIn({ remember: true })];
    for (let day = 0; day < 29; day += 1) {
      test.clock.advance(DAY);
      used = (await refresh(test, used)).body;
    }
    test.clock.advance(DAY - 1);
    used = (await refresh(test, used)).body;
    unused = (await refresh(test, unused)).body;
    expect((await me(test, used)).status).toBe(200);
    test.clock.advance(1);
    expect((await me(test, used)).status).toBe(401);
    expect(await refresh(test, used)).toMatchObject(DEAD);
    expect(await refresh(test, unused)).toMatchObject(DEAD);
  });

  it('is nothing that one could make up, and garbage ends no session', async () => {
    const good = await signIn();
    const [family, , mac] = good.refreshToken.split('.');
    const forged = [
      '',
      'nonsense',
      good.accessToken.slice(0, 200),
      `${family}.1.${mac}`,
      `${family}.0.${'A'.repeat(43)}`,
      `${good.refreshToken}A`,
      good.refreshToken.slice(0, -1),
      good.refreshToken.toUpperCase(),
      `${'0'.repeat(36)}.0.${mac}`,
    ];
    for (const refreshToken of forged)
      expect(await refresh(test, { refreshToken }), refreshToken).toMatchObject(DEAD);
    for (const refreshToken of [null, 7, { $ne: '' }, ['a'], 'x'.repeat(201)])
      expect((await test.api.post(`${AUTH}/refresh`, { refreshToken })).status).toBe(400);
    expect((await refresh(test, good)).status).toBe(200);
  });

  it('is worthless as an access token, and the other way round', async () => {
    const { accessToken, refreshToken } = await signIn();
    expect((await me(test, { accessToken: refreshToken })).status).toBe(401);
    expect((await test.api.post(`${AUTH}/verify-email`, { token: refreshToken })).status).toBe(400);
    expect((await refresh(test, { refreshToken: accessToken.slice(-120) })).status).toBe(401);
  });

  it('is dead for who is suspended, and works again for who is not any more', async () => {
    const tokens = await signIn();
    const setStatus = (status: string) =>
      connection.collection('users').updateOne({ _id: jane._id }, { $set: { status } });
    await setStatus('suspended');
    expect(await refresh(test, tokens)).toMatchObject(DEAD);
    await setStatus('active');
    expect((await refresh(test, tokens)).status).toBe(200);
  });
});

describe('signing out', () => {
  it('kills the tokens of this session at once, and of no other', async () => {
    const [here, elsewhere] = [await signIn(), await signIn()];
    expect(await test.api.as(here.accessToken).post(`${AUTH}/logout`)).toMatchObject({
      status: 204,
      text: '',
    });
    expect(await me(test, here)).toMatchObject({ status: 401, body: { code: 'token-invalidated' } });
    expect(await refresh(test, here)).toMatchObject(DEAD);
    expect((await me(test, elsewhere)).status).toBe(200);
    expect((await test.api.as(here.accessToken).post(`${AUTH}/logout`)).status).toBe(401);
  });

  it('everywhere kills all of them, and nobody else’s', async () => {
    const all = [await signIn(), await signIn(), await signIn({ remember: true })];
    const bob = await createUser(test);
    const others = await signIn({ email: bob.email });
    expect((await test.api.as(all[0]!.accessToken).post(`${AUTH}/logout-all`)).status).toBe(204);
    for (const tokens of all) {
      expect((await me(test, tokens)).status).toBe(401);
      expect(await refresh(test, tokens)).toMatchObject(DEAD);
    }
    expect((await me(test, others)).status).toBe(200);
  });
});

describe('a bearer token, for those who are not HTTP requests', () => {
  it('says who it is while the session lasts', async () => {
    const bearers = test.app.get(BearerTokens);
    const { accessToken } = await signIn();
    expect(await bearers.principalOf(accessToken)).toMatchObject({
      userId: jane._id.toString(),
      role: 'student',
    });
    await test.api.as(accessToken).post(`${AUTH}/logout`);
    await expect(bearers.principalOf(accessToken)).rejects.toThrow('token-invalidated');
    await expect(bearers.principalOf('nonsense')).rejects.toThrow('invalid-token');
  });
});

describe('a new signing key', () => {
  it('signs nobody out, and keeps links alive, as long as the old one is known', async () => {
    const tokens = await signIn();
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.email });
    const before = readConfig(AuthConfig);
    const JWT_SECRET = 'a-new-secret-that-is-long-enough-for-anybody';
    const known = await startTestApp({
      settings: [[AuthConfig, { JWT_SECRET, JWT_PREVIOUS_SECRETS: [before.JWT_SECRET] }]],
    });
    const unknown = await startTestApp({ settings: [[AuthConfig, { JWT_SECRET }]] });
    const bearer = { authorization: `Bearer ${tokens.accessToken}` };
    known.clock.set(test.clock.now());
    unknown.clock.set(test.clock.now());
    try {
      expect((await unknown.api.get(ME, bearer)).status).toBe(401);
      expect((await unknown.api.post(`${AUTH}/refresh`, { refreshToken: tokens.refreshToken })).status).toBe(
        401,
      );
      expect((await known.api.get(ME, bearer)).status).toBe(200);
      const { refreshToken } = tokens;
      const renewed = await known.api.post<Tokens>(`${AUTH}/refresh`, { refreshToken });
      expect(renewed.status).toBe(200);
      expect((await known.api.as(renewed.body.accessToken).get(ME)).status).toBe(200);
      expect(await tokenSentTo(known, jane.email, 'PasswordResetRequested')).toMatch(/^[\w-]{43}$/);
      expect((await me(test, renewed.body)).status).toBe(401);
    } finally {
      await known.app.close();
      await unknown.app.close();
    }
  });
});

it('removes at night what has expired, and nothing else', async () => {
  await signIn();
  await test.api.post(`${AUTH}/forgot-password`, { email: jane.email });
  test.clock.advance(41 * MINUTE);
  const fresh = await signIn();
  await test.api.post(`${AUTH}/forgot-password`, { email: jane.email });
  await test.app.get(CleanUpTokens).execute();
  expect(await sessions()).toHaveLength(1);
  expect((await me(test, fresh)).status).toBe(200);
  expect(await connection.collection('auth_tokens').countDocuments({ userId: jane._id })).toBe(1);
});
