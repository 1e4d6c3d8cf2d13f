import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, published, signedIn } from '../support/administration.js';
import type { ApiClient } from '../support/api-client.js';
import { recordedBesidesSignIns } from '../support/audit.js';
import { tokenSentTo } from '../support/one-time-tokens.js';
import { createUser, PASSWORD, signIn } from '../support/people.js';
import { AUTH, logIn, refresh } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { enableTwoFactor, guardedUser, nextStep, totp, TWO_FACTOR } from '../support/two-factor.js';

const SETUP = `${TWO_FACTOR}/setup`;
const ENABLE = `${TWO_FACTOR}/enable`;
const DISABLE = `${TWO_FACTOR}/disable`;
const RECOVERY = `${TWO_FACTOR}/recovery-codes`;
const INVALID = { status: 422, body: { code: 'invalid-code' } };

let test: TestApp;
let connection: Connection;

beforeAll(async () => {
  test = await startTestApp();
  connection = test.app.get(getConnectionToken());
});
afterAll(() => test.close());

const somebody = async () => signIn(test, await createUser(test));
const setUp = async (client: ApiClient) => (await client.post<{ secret: string; uri: string }>(SETUP)).body;
const state = async (client: ApiClient) => (await client.get(TWO_FACTOR)).body;
const stored = async () => JSON.stringify(await connection.collection('two_factor').find({}).toArray());

describe('setting up an authenticator app', () => {
  it('tells its secret once and changes nothing until a first code has come', async () => {
    const user = await createUser(test);
    const client = await signIn(test, user);
    const { status, headers, body } = await client.post<{ secret: string; uri: string }>(SETUP);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(body.uri);
    expect(decodeURIComponent(uri.pathname)).toBe(`/Lyceum:${user.email}`);
    expect(uri.searchParams.get('secret')).toBe(body.secret);
    expect(await state(client)).toEqual({ enabled: false, enabledAt: null, recoveryCodesLeft: 0 });
    expect((await signIn(test, user)).url).toBeDefined();
    expect((await stored()) + test.log.join()).not.toContain(body.secret);
  });

  it('forgets the app that was begun with before', async () => {
    const client = await somebody();
    const first = await setUp(client);
    const second = await setUp(client);
    expect(await client.post(ENABLE, { code: totp(test, first.secret) })).toMatchObject(INVALID);
    expect((await client.post(ENABLE, { code: totp(test, second.secret) })).status).toBe(200);
  });

  it('leaves one secret, however many begin at once', async () => {
    const client = await somebody();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.post<{ secret: string }>(SETUP)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(200));
    const tried = [];
    for (const { body } of answers)
      tried.push((await client.post(ENABLE, { code: totp(test, body.secret) })).status);
    expect(tried.filter((status) => status === 200)).toHaveLength(1);
  });

  it('is refused while the second factor is on', async () => {
    const { client } = await guardedUser(test);
    expect(await client.post(SETUP)).toMatchObject({ status: 409, body: { code: 'two-factor-enabled' } });
  });

  it('comes before a first code', async () => {
    const client = await somebody();
    expect(await client.post(ENABLE, { code: '123456' })).toMatchObject({
      status: 409,
      body: { code: 'two-factor-not-set-up' },
    });
  });
});

describe('switching the second factor on', () => {
  it('shows ten recovery codes, once, and tells the owner', async () => {
    const client = await somebody();
    const { secret } = await setUp(client);
    const { headers, body } = await client.post<{ recoveryCodes: string[] }>(ENABLE, {
      code: totp(test, secret),
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(new Set(body.recoveryCodes).size).toBe(10);
    for (const code of body.recoveryCodes) expect(code).toMatch(/^[0-9a-z]{5}-[0-9a-z]{5}$/);
    expect(await state(client)).toEqual({
      enabled: true,
      enabledAt: test.clock.now().toISOString(),
      recoveryCodesLeft: 10,
    });
    expect((await published(test)).at(-1)).toMatchObject({ type: 'TwoFactorEnabled' });
    const kept = (await stored()) + test.log.join();
    for (const code of body.recoveryCodes) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replace('-', ''));
    }
  });

  it('happens once, however many try at once', async () => {
    const client = await somebody();
    const { secret } = await setUp(client);
    const code = totp(test, secret);
    const answers = await Promise.all(Array.from({ length: 8 }, () => client.post(ENABLE, { code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('takes no code that is wrong or too old', async () => {
    const client = await somebody();
    const { secret } = await setUp(client);
    for (const code of [totp(test, secret, -2), totp(test, secret, 2), 'abcdef', '000-000'])
      expect(await client.post(ENABLE, { code }), code).toMatchObject(INVALID);
  });
});

describe('switching the second factor off', () => {
  it.each([
    ['a code of the app', ({ secret }: { secret: string }) => totp(test, secret)],
    ['a recovery code', ({ recoveryCodes }: { recoveryCodes: readonly string[] }) => recoveryCodes[0]!],
  ])('takes %s, and forgets everything', async (_what, codeOf) => {
    const guarded = await guardedUser(test);
    expect((await guarded.client.post(DISABLE, { code: codeOf(guarded) })).status).toBe(204);
    expect(await state(guarded.client)).toMatchObject({ enabled: false, recoveryCodesLeft: 0 });
    expect(await connection.collection('two_factor').countDocuments({ userId: guarded.user._id })).toBe(0);
    expect((await published(test)).at(-1)).toMatchObject({
      type: 'TwoFactorDisabled',
      payload: { userId: guarded.user._id.toString() },
    });
  });

  it('takes no wrong code, and none that was used', async () => {
    const { client, secret } = await guardedUser(test);
    expect(await client.post(DISABLE, { code: totp(test, secret, -1) })).toMatchObject(INVALID);
    expect(await client.post(DISABLE, { code: '00000-00000' })).toMatchObject(INVALID);
    expect(await state(client)).toMatchObject({ enabled: true });
  });

  it('is not possible when it is off', async () => {
    const client = await somebody();
    for (const path of [DISABLE, RECOVERY])
      expect(await client.post(path, { code: '123456' })).toMatchObject({
        status: 409,
        body: { code: 'two-factor-not-enabled' },
      });
  });

  it('leaves nothing of it for the next time', async () => {
    const { client, secret, recoveryCodes } = await guardedUser(test);
    await client.post(DISABLE, { code: totp(test, secret) });
    await enableTwoFactor(test, client);
    expect(await client.post(DISABLE, { code: recoveryCodes[1] })).toMatchObject(INVALID);
    expect(await client.post(DISABLE, { code: totp(test, secret) })).toMatchObject(INVALID);
  });
});

describe('what concerns the second factor', () => {
  it('is in the audit log, without anything secret', async () => {
    const { user, client, secret, recoveryCodes } = await guardedUser(test);
    await client.post(RECOVERY, { code: recoveryCodes[0] });
    await client.post(DISABLE, { code: totp(test, secret) });
    const recorded = await recordedBesidesSignIns(test, user._id.toString());
    expect(recorded.map(({ action }) => action as string)).toEqual([
      'auth.2fa-enabled',
      'auth.recovery-code-used',
      'auth.recovery-codes-renewed',
      'auth.2fa-disabled',
    ]);
    expect(JSON.stringify(recorded)).not.toMatch(new RegExp(`${secret}|${recoveryCodes[0]}`));
  });

  it.each([SETUP, DISABLE, RECOVERY])('asks for a recent proof of identity: %s', async (path) => {
    const user = await createUser(test);
    const { body } = await logIn(test, { email: user.email });
    test.clock.advance(590_000);
    const renewed = (await refresh(test, body)).body;
    test.clock.advance(10_000);
    expect(await test.api.as(renewed.accessToken).post(path, { code: '123456' })).toMatchObject({
      status: 403,
      body: { code: 'reauthentication-required' },
    });
  });

  it('is proved when somebody proves again who it is', async () => {
    const { client, secret } = await guardedUser(test);
    const prove = (values: object) =>
      client.post(`${AUTH}/reauthenticate`, { password: PASSWORD, ...values });
    expect(await prove({})).toMatchObject({ status: 401, body: { code: 'second-factor-required' } });
    expect(await prove({ totp: '00000-00000' })).toMatchObject({
      status: 401,
      body: { code: 'invalid-second-factor' },
    });
    expect(await prove({ totp: totp(test, secret), password: 'Wrong-Horse-1' })).toMatchObject({
      body: { code: 'invalid-credentials' },
    });
    expect((await prove({ totp: totp(test, secret) })).status).toBe(204);
  });
});

describe('recovery codes', () => {
  it('are made anew for a code, and the old ones are dead', async () => {
    const { client, secret, recoveryCodes } = await guardedUser(test);
    const { body } = await client.post<{ recoveryCodes: string[] }>(RECOVERY, { code: totp(test, secret) });
    expect(body.recoveryCodes).toHaveLength(10);
    expect(await client.post(DISABLE, { code: recoveryCodes[0] })).toMatchObject(INVALID);
    expect((await client.post(DISABLE, { code: body.recoveryCodes[0] })).status).toBe(204);
  });

  it('are good once, however they are typed, and leave the others', async () => {
    const { client, recoveryCodes } = await guardedUser(test);
    const typed = ` ${recoveryCodes[3]!.toUpperCase().replace('-', ' ')} `;
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.post(RECOVERY, { code: typed })),
    );
    expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
    expect(await state(client)).toMatchObject({ recoveryCodesLeft: 10 });
    const used = (await published(test)).filter(({ type }) => type === 'RecoveryCodeUsed');
    expect(used.at(-1)?.payload).toMatchObject({ left: '9' });
  });
});

describe('guessing codes', () => {
  it('makes one wait after five wrong ones in a row, with right ones too, wherever it is changed', async () => {
    const { user, client, secret } = await guardedUser(test);
    const guesses = Array.from({ length: 8 }, () => client.post(DISABLE, { code: '00000-00000' }));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([...Array<number>(5).fill(422), ...Array<number>(3).fill(429)]);
    const tooMany = { status: 429, body: { code: 'too-many-attempts' } };
    const refused = await client.post(DISABLE, { code: totp(test, secret) });
    expect(refused).toMatchObject(tooMany);
    expect(refused.headers.get('retry-after')).toBe('30');
    test.clock.advance(29_999);
    expect(await client.post(RECOVERY, { code: totp(test, secret) })).toMatchObject(tooMany);
    test.clock.advance(1);
    expect((await client.post(RECOVERY, { code: totp(test, secret) })).status).toBe(200);
    const alarms = (await published(test)).filter(
      ({ type, payload }) =>
        type === 'SuspiciousActivity' && (payload as { userId: string }).userId === user._id.toString(),
    );
    expect(alarms.map(({ payload }) => (payload as { kind: string }).kind)).toEqual([
      'wrong-code-in-session',
    ]);
  });

  it('in a session keeps nobody from signing in, nor the other way round', async () => {
    const { user, client, secret, recoveryCodes } = await guardedUser(test);
    const signInWith = (code: string) => logIn(test, { email: user.email, totp: code } as { email: string });
    for (let tried = 0; tried < 5; tried++) await client.post(DISABLE, { code: '00000-00000' });
    expect((await signInWith(totp(test, secret))).status).toBe(200);
    nextStep(test);
    for (let tried = 0; tried < 5; tried++) await signInWith('00000-00000');
    expect((await signInWith(totp(test, secret))).status).toBe(429);
    expect((await client.post(DISABLE, { code: recoveryCodes[0] })).status).toBe(204);
  });

  it('in a session is not forgiven for a new password', async () => {
    const { user, client, secret, recoveryCodes } = await guardedUser(test);
    for (let tried = 0; tried < 5; tried++) await client.post(DISABLE, { code: '00000-00000' });
    await test.api.post(`${AUTH}/forgot-password`, { email: user.email });
    const token = await tokenSentTo(test, user.email, 'PasswordResetRequested');
    const password = 'Another-Horse-2';
    await test.api.post(`${AUTH}/reset-password`, { token, password });
    const again = { email: user.email, password, totp: totp(test, secret) } as { email: string };
    const { body } = await logIn(test, again);
    const code = recoveryCodes[0];
    expect(await test.api.as(body.accessToken).post(DISABLE, { code })).toMatchObject({ status: 429 });
  });

  it('begins anew after a right one', async () => {
    const { client, secret } = await guardedUser(test);
    for (let round = 0; round < 2; round++) {
      await Promise.all(Array.from({ length: 4 }, () => client.post(RECOVERY, { code: '00000-00000' })));
      nextStep(test);
      expect((await client.post(RECOVERY, { code: totp(test, secret) })).status).toBe(200);
    }
  });

  it('of an app that is being set up ends after ten in a quarter of an hour, and keeps nobody out', async () => {
    const user = await createUser(test);
    const client = await signIn(test, user);
    const { secret } = await setUp(client);
    const wrong = totp(test, secret, 9);
    const statuses: number[] = [];
    for (let made = 0; made < 11; made++) statuses.push((await client.post(ENABLE, { code: wrong })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429]);
    test.clock.advance(900_000);
    expect((await logIn(test, { email: user.email })).status).toBe(200);
    const code = totp(test, secret);
    expect((await (await signIn(test, user)).post(ENABLE, { code })).status).toBe(200);
  });
});

describe('a secret that somebody has changed in the database', () => {
  it('is told of, and no code of it is taken', async () => {
    const mine = await guardedUser(test);
    const other = await guardedUser(test);
    const collection = connection.collection('two_factor');
    const { secret } = (await collection.findOne({ userId: mine.user._id }))!;
    await collection.updateOne({ userId: other.user._id }, { $set: { secret: secret as string } });
    const { status, body } = await other.client.post(DISABLE, { code: totp(test, mine.secret) });
    expect([status, body['code']]).toEqual([409, 'damaged-value']);
  });
});

describe('an administrator', () => {
  it('takes away the second factor of somebody who has lost everything, and the owner is told', async () => {
    const [admin, client] = await signedIn(test, 'admin');
    const { user } = await guardedUser(test);
    expect((await client.send('DELETE', at(user, '/2fa'))).status).toBe(204);
    expect((await published(test)).at(-1)).toMatchObject({
      type: 'TwoFactorReset',
      payload: { userId: user._id.toString(), by: admin._id.toString() },
    });
    expect(await state(await signIn(test, user))).toMatchObject({ enabled: false });
    expect((await client.send('DELETE', at(user, '/2fa'))).status).toBe(404);
  });

  it('does not decide so about oneself, and nobody else about anybody', async () => {
    const { user, client } = await guardedUser(test, { role: 'admin', approval: { status: 'approved' } });
    expect(await client.send('DELETE', at(user, '/2fa'))).toMatchObject({
      status: 409,
      body: { code: 'own-account' },
    });
    const [, moderator] = await signedIn(test, 'moderator');
    expect((await moderator.send('DELETE', at(user, '/2fa'))).status).toBe(403);
  });
});
