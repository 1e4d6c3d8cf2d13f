import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthConfig, readConfig } from '../../src/config/index.js';
import { BearerTokens } from '../../src/modules/auth/index.js';
import { CleanUpTokens } from '../../src/modules/auth/application/clean-up-tokens.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { eventsFor, tokenSentTo } from '../support/one-time-tokens.js';
import { createUser, PASSWORD } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const AUTH = '/api/v1/auth';
const ME = '/api/v1/users/me';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
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

const login = (values: object = {}) =>
  test.api.post<Tokens>(`${AUTH}/login`, { email: jane.email, password: PASSWORD, ...values });
const signIn = async (values: object = {}) => (await login(values)).body;
const refresh = ({ refreshToken }: Pick<Tokens, 'refreshToken'>) =>
  test.api.post<Tokens>(`${AUTH}/refresh`, { refreshToken });
const me = ({ accessToken }: Pick<Tokens, 'accessToken'>) => test.api.as(accessToken).get(ME);
const sessions = () => connection.collection('sessions').find({ userId: jane._id }).toArray();
const DEAD = { status: 401, body: { code: 'invalid-refresh-token' } };

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
    expect((await refresh(signedIn.body)).headers.get('cache-control')).toBe('no-store');
  });
});

describe('a refresh token', () => {
  it('gives new tokens, which work', async () => {
    const first = await signIn();
    test.clock.advance(11 * MINUTE);
    expect((await me(first)).status).toBe(401);
    const { status, body: second } = await refresh(first);
    expect(status).toBe(200);
    expect(second).toMatchObject({ expiresIn: 600 });
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect((await me(second)).status).toBe(200);
    expect((await refresh(second)).status).toBe(200);
    expect(await sessions()).toHaveLength(1);
  });

  it('gives ten who come at once one successor, and signs nobody out', async () => {
    const first = await signIn();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(first)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(10).fill(200));
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.accessToken)).size).toBe(10);
    for (const { body } of answers) expect((await me(body)).status).toBe(200);
    expect((await refresh(answers[0]!.body)).status).toBe(200);
  });

  it('gives the successor again to whom the answer was lost, for a moment', async () => {
    const first = await signIn();
    const second = await refresh(first);
    test.clock.advance(10_000);
    expect((await refresh(first)).body.refreshToken).toBe(second.body.refreshToken);
  });

  it('ends the session when it comes back later', async () => {
    const first = await signIn();
    const { body: second } = await refresh(first);
    test.clock.advance(10_001);
    expect(await refresh(first)).toMatchObject(DEAD);
    expect(await refresh(second)).toMatchObject(DEAD);
    expect((await me(second)).status).toBe(401);
    expect(test.log.join()).toContain('A refresh token was used again');
  });

  it('ends the session when it comes back much later, after others', async () => {
    const first = await signIn();
    let latest = first;
    for (let count = 0; count < 5; count += 1) latest = (await refresh(latest)).body;
    expect(await refresh(first)).toMatchObject(DEAD);
    expect(await refresh(latest)).toMatchObject(DEAD);
  });

  it('ends no other session', async () => {
    const [stolen, other] = [await signIn(), await signIn()];
    await refresh(stolen);
    test.clock.advance(MINUTE);
    expect(await refresh(stolen)).toMatchObject(DEAD);
    expect((await me(other)).status).toBe(200);
    expect((await refresh(other)).status).toBe(200);
  });

  it('is dead after 40 minutes without use', async () => {
    let tokens = await signIn();
    for (let count = 0; count < 3; count += 1) {
      test.clock.advance(40 * MINUTE - 1);
      const answer = await refresh(tokens);
      expect(answer.status).toBe(200);
      tokens = answer.body;
    }
    test.clock.advance(40 * MINUTE);
    expect(await refresh(tokens)).toMatchObject(DEAD);
  });

  it('lives 30 days when it is to be remembered, and not a day more, however often it is used', async () => {
    let [used, unused] = [await signIn({ remember: true }), await signIn({ remember: true })];
    for (let day = 0; day < 29; day += 1) {
      test.clock.advance(DAY);
      used = (await refresh(used)).body;
    }
    test.clock.advance(DAY - 1);
    used = (await refresh(used)).body;
    unused = (await refresh(unused)).body;
    expect((await me(used)).status).toBe(200);
    test.clock.advance(1);
    expect((await me(used)).status).toBe(401);
    expect(await refresh(used)).toMatchObject(DEAD);
    expect(await refresh(unused)).toMatchObject(DEAD);
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
      expect(await refresh({ refreshToken }), refreshToken).toMatchObject(DEAD);
    for (const refreshToken of [null, 7, { $ne: '' }, ['a'], 'x'.repeat(201)])
      expect((await test.api.post(`${AUTH}/refresh`, { refreshToken })).status).toBe(400);
    expect((await refresh(good)).status).toBe(200);
  });

  it('is worthless as an access token, and the other way round', async () => {
    const { accessToken, refreshToken } = await signIn();
    expect((await me({ accessToken: refreshToken })).status).toBe(401);
    expect((await test.api.post(`${AUTH}/verify-email`, { token: refreshToken })).status).toBe(400);
    expect((await refresh({ refreshToken: accessToken.slice(-120) })).status).toBe(401);
  });

  it('is dead for who is suspended, and works again for who is not any more', async () => {
    const tokens = await signIn();
    const setStatus = (status: string) =>
      connection.collection('users').updateOne({ _id: jane._id }, { $set: { status } });
    await setStatus('suspended');
    expect(await refresh(tokens)).toMatchObject(DEAD);
    await setStatus('active');
    expect((await refresh(tokens)).status).toBe(200);
  });
});

describe('signing out', () => {
  it('kills the tokens of this session at once, and of no other', async () => {
    const [here, elsewhere] = [await signIn(), await signIn()];
    expect(await test.api.as(here.accessToken).post(`${AUTH}/logout`)).toMatchObject({
      status: 204,
      text: '',
    });
    expect(await me(here)).toMatchObject({ status: 401, body: { code: 'invalid-token' } });
    expect(await refresh(here)).toMatchObject(DEAD);
    expect((await me(elsewhere)).status).toBe(200);
    expect((await test.api.as(here.accessToken).post(`${AUTH}/logout`)).status).toBe(401);
  });

  it('everywhere kills all of them, and nobody else’s', async () => {
    const all = [await signIn(), await signIn(), await signIn({ remember: true })];
    const bob = await createUser(test);
    const others = await signIn({ email: bob.email });
    expect((await test.api.as(all[0]!.accessToken).post(`${AUTH}/logout-all`)).status).toBe(204);
    for (const tokens of all) {
      expect((await me(tokens)).status).toBe(401);
      expect(await refresh(tokens)).toMatchObject(DEAD);
    }
    expect((await me(others)).status).toBe(200);
  });
});

describe('a forgotten password', () => {
  const forget = (email: string) => test.api.post(`${AUTH}/forgot-password`, { email });
  const reset = (token: string, password = 'Another-Horse-2') =>
    test.api.post(`${AUTH}/reset-password`, { token, password });
  const tokenFor = (email: string) => tokenSentTo(test, email, 'PasswordResetRequested');
  const REFUSED = {
    status: 400,
    body: { code: 'invalid-or-expired-token', detail: 'Invalid or expired token' },
  };

  it('is answered in the same way for every address', async () => {
    const suspended = await createUser(test, { status: 'suspended' });
    for (const email of [jane.email, suspended.email, 'nobody@example.com'])
      expect(await forget(email), email).toMatchObject({ status: 202, text: '' });
    expect(await eventsFor(test, suspended.email)).toEqual([]);
  });

  it('is as much work for an address without an account, so that the time does not tell', async () => {
    const documents = async () =>
      Promise.all(['auth_tokens', 'outbox'].map((name) => connection.collection(name).countDocuments({})));
    const workFor = async (path: string, email: string) => {
      const before = await documents();
      await test.api.post(`${AUTH}/${path}`, { email });
      return (await documents()).map((count, index) => count - before[index]!);
    };
    const waiting = await createUser(test, { emailVerifiedAt: null });
    for (const path of ['forgot-password', 'verify-email/resend'])
      expect(await workFor(path, 'nobody@example.com'), path).toEqual(await workFor(path, waiting.email));
  });

  it('can be set anew, which ends all sessions and is told', async () => {
    const tokens = await signIn();
    await forget(jane.email);
    expect(await reset(await tokenFor(jane.email))).toMatchObject({ status: 204, text: '' });
    expect((await login()).status).toBe(401);
    expect((await login({ password: 'Another-Horse-2' })).status).toBe(200);
    expect((await me(tokens)).status).toBe(401);
    expect(await refresh(tokens)).toMatchObject(DEAD);
    expect((await eventsFor(test, jane.email)).at(-1)).toMatchObject({ type: 'PasswordChanged' });
  });

  it('lets the reader of the mail in who never had a password, and believes the address', async () => {
    const invited = await createUser(test, { passwordHash: null, emailVerifiedAt: null });
    await forget(invited.email);
    await reset(await tokenFor(invited.email));
    const signedIn = await signIn({ email: invited.email, password: 'Another-Horse-2' });
    expect((await me(signedIn)).body).toMatchObject({ emailVerified: true });
  });

  it('has a token that is good once, for ten minutes, and kills those of earlier mails', async () => {
    await forget(jane.email);
    const first = await tokenFor(jane.email);
    await forget(jane.email);
    const second = await tokenFor(jane.email);
    test.clock.advance(10 * MINUTE - 1);
    expect((await reset(second)).status).toBe(204);
    expect(await reset(second)).toMatchObject(REFUSED);
    expect(await reset(first)).toMatchObject(REFUSED);

    await forget(jane.email);
    const late = await tokenFor(jane.email);
    test.clock.advance(10 * MINUTE);
    expect(await reset(late)).toMatchObject(REFUSED);
  });

  it('is set once, however many come at once with the token', async () => {
    await forget(jane.email);
    const token = await tokenFor(jane.email);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => reset(token, `Another-Horse-${index}`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array<number>(5).fill(400)]);
  });

  it('lets nobody in with the old one who signs in at the same moment', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { email } = await createUser(test);
      await forget(email);
      const token = await tokenFor(email);
      const [attempts, { status: done }] = await Promise.all([
        Promise.all(Array.from({ length: 8 }, () => login({ email }))),
        reset(token),
      ]);
      expect(done).toBe(204);
      const letIn = attempts.filter(({ status }) => status === 200);
      for (const { body } of letIn) expect((await me(body)).status).toBe(401);
    }
  });

  it('keeps its token when the new one is too weak', async () => {
    await forget(jane.email);
    const token = await tokenFor(jane.email);
    expect(await reset(token, 'correct-horse')).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', errors: [{ pointer: '/password' }, { pointer: '/password' }] },
    });
    expect((await reset(token)).status).toBe(204);
  });

  it('takes no token of another purpose', async () => {
    const bob = await createUser(test, { emailVerifiedAt: null });
    await test.api.post(`${AUTH}/verify-email/resend`, { email: bob.email });
    const token = await tokenSentTo(test, bob.email, 'EmailVerificationRequested');
    expect(await reset(token)).toMatchObject(REFUSED);
    expect((await test.api.post(`${AUTH}/github/token`, { code: token })).status).toBe(400);
    expect((await test.api.post(`${AUTH}/verify-email`, { token })).status).toBe(204);
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
    expect(await bearers.principalOf(accessToken)).toBeUndefined();
    expect(await bearers.principalOf('nonsense')).toBeUndefined();
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
      expect((await me(renewed.body)).status).toBe(401);
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
  expect((await me(fresh)).status).toBe(200);
  expect(await connection.collection('auth_tokens').countDocuments({ userId: jane._id })).toBe(1);
});
