import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import { Metrics } from '../../src/infra/metrics/index.js';
import { at, published, signedIn } from '../support/administration.js';
import { activityLogs, auditLogs } from '../support/audit.js';
import { eventually } from '../support/eventually.js';
import { comeBack, consentAs, settingsFor } from '../support/github.js';
import { tokenSentTo } from '../support/one-time-tokens.js';
import { PASSWORD } from '../support/people.js';
import { AUTH, me, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import {
  enableTwoFactor,
  guardedUser,
  nextStep,
  totp,
  TWO_FACTOR,
  type Guarded,
} from '../support/two-factor.js';

const CHALLENGE = `${TWO_FACTOR}/challenge`;
const REQUIRED = { status: 401, body: { code: 'second-factor-required' } };
const WRONG = { status: 401, body: { code: 'invalid-second-factor' } };
const OVER = { status: 400, body: { code: 'invalid-or-expired-token' } };

interface Challenged {
  readonly challenge: string;
}

let test: TestApp;
let github: GithubStandIn;
let jane: Guarded;

beforeAll(async () => {
  github = await startGithub();
  test = await startTestApp({ settings: [settingsFor(github)] });
});
afterAll(async () => {
  await test.close();
  await github.close();
});
beforeEach(async () => {
  jane = await guardedUser(test);
});

const login = (values: object = {}) =>
  test.api.post<Tokens & Challenged>(`${AUTH}/login`, {
    email: jane.user.email,
    password: PASSWORD,
    ...values,
  });
const challengeOf = async (values: object = {}) => (await login(values)).body.challenge;
const redeem = (challenge: string, code: string) => test.api.post<Tokens>(CHALLENGE, { challenge, code });
const code = (later = 0) => totp(test, jane.secret, later);
const database = () => test.app.get<Connection>(getConnectionToken());

describe('signing in with a password, where a second factor is on', () => {
  it('asks for the code, and goes on with it', async () => {
    const asked = await login();
    expect(asked).toMatchObject(REQUIRED);
    expect(asked.body.challenge).toMatch(/^[\w-]{43}$/);
    expect(asked.headers.get('cache-control')).toBe('no-store');
    expect(asked.text).not.toContain('accessToken');

    const { status, body } = await redeem(asked.body.challenge, code());
    expect(status).toBe(200);
    expect(body).toMatchObject({ expiresIn: 600, user: { email: jane.user.email } });
    expect((await me(test, body)).status).toBe(200);
  });

  it('takes the code along with the password', async () => {
    const { status, body } = await login({ totp: code() });
    expect(status).toBe(200);
    expect((await me(test, body)).status).toBe(200);
  });

  it('takes a recovery code in place of the app, once', async () => {
    const [first, second] = jane.recoveryCodes as [string, string];
    expect((await login({ totp: first })).status).toBe(200);
    expect(await login({ totp: first })).toMatchObject(WRONG);
    expect((await redeem(await challengeOf(), second)).status).toBe(200);
    expect(await redeem(await challengeOf(), second)).toMatchObject(WRONG);
    expect((await jane.client.get(TWO_FACTOR)).body).toMatchObject({ recoveryCodesLeft: 8 });
  });

  it('never tells who has the wrong password that there is one', async () => {
    const answers = await Promise.all([
      login({ password: 'Wrong-Horse-1' }),
      login({ password: 'Wrong-Horse-1', totp: code() }),
      login({ email: 'nobody@example.com' }),
      login({ email: 'nobody@example.com', totp: code() }),
    ]);
    const bodies = answers.map(({ body }) => ({ ...body, requestId: '' }));
    expect(bodies).toEqual(Array(4).fill(bodies[0]));
    expect(bodies[0]).toMatchObject({ status: 401, code: 'invalid-credentials' });
    // And the code was not used up by somebody who doesn't know the password.
    expect((await login({ totp: code() })).status).toBe(200);
  });

  it('ignores a code where none is asked for', async () => {
    await jane.client.post(`${TWO_FACTOR}/disable`, { code: code() });
    expect((await login({ totp: '123456' })).status).toBe(200);
  });

  it('remembers the session, if that was asked for', async () => {
    const { body } = await redeem(await challengeOf({ remember: true }), code());
    test.clock.advance(2_400_000);
    expect((await refresh(test, body)).status).toBe(200);
    nextStep(test);
    const short = await redeem(await challengeOf(), code());
    test.clock.advance(2_400_000);
    expect((await refresh(test, short.body)).status).toBe(401);
  });
});

describe('a code', () => {
  it('lets one in, of twenty who show it at once', async () => {
    const once = code();
    const answers = await Promise.all(Array.from({ length: 20 }, () => login({ totp: once })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await login({ totp: once })).status).not.toBe(200);
  });

  it('is dead once a later one was used, even within its time', async () => {
    expect((await login({ totp: code(1) })).status).toBe(200);
    for (const older of [code(-1), code(0), code(1)])
      expect(await login({ totp: older })).toMatchObject(WRONG);
    nextStep(test);
    nextStep(test);
    expect((await login({ totp: code() })).status).toBe(200);
  });

  it('is good a step before and after its own, and no further', async () => {
    nextStep(test);
    nextStep(test);
    for (const off of [-2, 2]) expect(await login({ totp: code(off) }), String(off)).toMatchObject(WRONG);
    expect((await login({ totp: code(-1) })).status).toBe(200);
    expect((await login({ totp: code(1) })).status).toBe(200);
  });

  it('of somebody else is wrong', async () => {
    const other = await guardedUser(test);
    expect(await login({ totp: totp(test, other.secret) })).toMatchObject(WRONG);
    expect(await login({ totp: other.recoveryCodes[0] })).toMatchObject(WRONG);
  });
});

describe('a challenge', () => {
  it('stands for four wrong codes, and falls with the fifth', async () => {
    const patient = await challengeOf();
    for (let turn = 0; turn < 4; turn++) expect(await redeem(patient, '00000-00000')).toMatchObject(WRONG);
    expect((await redeem(patient, code())).status).toBe(200);
    nextStep(test);
    const used = await challengeOf();
    for (let turn = 0; turn < 5; turn++) expect(await redeem(used, '00000-00000')).toMatchObject(WRONG);
    expect(await redeem(used, code())).toMatchObject(OVER);
  });

  it('comes anew with a wrong code beside the password', async () => {
    const { body } = await login({ totp: '00000-00000' });
    expect((await redeem(body.challenge, code())).status).toBe(200);
  });

  it('is good once, however many redeem it at once', async () => {
    const challenge = await challengeOf();
    const codes = [code(), code(), code(1), jane.recoveryCodes[0]!, jane.recoveryCodes[1]!];
    const answers = await Promise.all(codes.map((one) => redeem(challenge, one)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    nextStep(test);
    nextStep(test);
    expect(await redeem(challenge, code())).toMatchObject(OVER);
  });

  it('is good for five minutes', async () => {
    const early = await challengeOf();
    test.clock.advance(299_000);
    expect((await redeem(early, code())).status).toBe(200);
    const late = await challengeOf();
    test.clock.advance(300_000);
    expect(await redeem(late, code())).toMatchObject(OVER);
  });

  it('is no token for anything else, and nothing else is a challenge', async () => {
    const challenge = await challengeOf();
    expect((await test.api.as(challenge).get(TWO_FACTOR)).status).toBe(401);
    expect(await test.api.post(`${AUTH}/github/token`, { code: challenge })).toMatchObject(OVER);
    expect(await test.api.post(`${AUTH}/verify-email`, { token: challenge })).toMatchObject(OVER);
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.user.email });
    const reset = await tokenSentTo(test, jane.user.email, 'PasswordResetRequested');
    expect(await redeem(reset, code())).toMatchObject(OVER);
    expect(await redeem('nonsense', code())).toMatchObject(OVER);
  });

  it('stands in no log and no collection', async () => {
    const challenge = await challengeOf();
    const collections = await database().db!.collections();
    const stored = await Promise.all(collections.map((collection) => collection.find({}).toArray()));
    expect(JSON.stringify(stored) + test.log.join()).not.toContain(challenge);
  });

  it('is dead with a new password, signing out everywhere, and suspension', async () => {
    const beforeLogout = await challengeOf();
    await jane.client.post(`${AUTH}/logout-all`);
    expect(await redeem(beforeLogout, code())).toMatchObject(OVER);

    const beforeReset = await challengeOf();
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.user.email });
    const token = await tokenSentTo(test, jane.user.email, 'PasswordResetRequested');
    await test.api.post(`${AUTH}/reset-password`, { token, password: 'Another-Horse-2' });
    expect(await redeem(beforeReset, code())).toMatchObject(OVER);

    const suspended = await challengeOf({ password: 'Another-Horse-2' });
    await database()
      .collection('users')
      .updateOne({ _id: jane.user._id }, { $set: { status: 'suspended' } });
    expect(await redeem(suspended, code())).toMatchObject(OVER);
  });
});

describe('wrong codes of the second factor', () => {
  const TOO_MANY = { status: 429, body: { code: 'too-many-attempts' } };
  const WRONG_CODE = '00000-00000';

  /** The ways in which a code is tried by somebody who has proved the first factor. */
  const TRIES = [
    ['with the password', () => login({ totp: WRONG_CODE })],
    ['with a challenge', async () => redeem(await challengeOf(), WRONG_CODE)],
  ] as const;

  const failures = async () =>
    Number(
      /sign_in_failures_total\{account="known"\} (\d+)/.exec(
        await test.app.get(Metrics).registry.metrics(),
      )?.[1],
    );
  const alarms = async () =>
    (await published(test)).filter(
      ({ type, payload }) =>
        type === 'SuspiciousActivity' &&
        (payload as { userId: string }).userId === jane.user._id.toString() &&
        (payload as { kind: string }).kind !== 'new-device',
    );

  it.each(TRIES)('are failed sign-ins, %s', async (_way, guess) => {
    const before = await failures();
    expect(await guess()).toMatchObject(WRONG);
    expect(await failures()).toBe(before + 1);
    const failed = { action: 'auth.sign-in-failed', 'target.id': jane.user._id.toString() };
    await eventually(async () => expect(await auditLogs(test).countDocuments(failed)).toBe(1));
    const own = { action: 'auth.sign-in-failed', userId: jane.user._id };
    await eventually(async () => expect(await activityLogs(test).countDocuments(own)).toBe(1));
  });

  it.each(TRIES)('make one wait after five in a row, %s, and the owner is told', async (_way, guess) => {
    for (let made = 0; made < 4; made++) expect(await guess()).toMatchObject(WRONG);
    expect(await alarms()).toEqual([]);
    expect(await guess()).toMatchObject(WRONG);
    expect((await alarms()).map(({ payload }) => payload)).toEqual([
      { userId: jane.user._id.toString(), kind: 'wrong-second-factor' },
    ]);
    const refused = await login({ totp: code() });
    expect(refused).toMatchObject(TOO_MANY);
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(refused.text).not.toContain('forgot-password');
    expect(await redeem(await challengeOf(), code())).toMatchObject(TOO_MANY);
    test.clock.advance(30_000);
    expect((await login({ totp: code() })).status).toBe(200);
    // Right again, all five are free again.
    for (let made = 0; made < 5; made++) expect(await guess()).toMatchObject(WRONG);
  });

  it('count together, however many are tried at once', async () => {
    const challenges = await Promise.all(Array.from({ length: 4 }, () => challengeOf()));
    const answers = await Promise.all(
      [...challenges, ...challenges, ...challenges].map((challenge) => redeem(challenge, WRONG_CODE)),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('can not be brought about by who does not know the password', async () => {
    for (let made = 0; made < 4; made++) await login({ password: 'Wrong-Horse-1', totp: WRONG_CODE });
    expect(await login({ totp: WRONG_CODE })).toMatchObject(WRONG);
    expect((await login({ totp: code() })).status).toBe(200);
  });

  it('are not forgiven for a new password, which is no second factor', async () => {
    for (let made = 0; made < 5; made++) await login({ totp: WRONG_CODE });
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.user.email });
    const token = await tokenSentTo(test, jane.user.email, 'PasswordResetRequested');
    await test.api.post(`${AUTH}/reset-password`, { token, password: 'Another-Horse-2' });
    expect(await login({ password: 'Another-Horse-2', totp: code() })).toMatchObject(TOO_MANY);
  });

  it('are shown to administrators, who open the way', async () => {
    const [, admin] = await signedIn(test, 'admin');
    for (let made = 0; made < 5; made++) await login({ totp: WRONG_CODE });
    expect((await admin.get(at(jane.user))).body).toMatchObject({ loginAttempts: 5, isLocked: true });
    expect((await admin.post(at(jane.user, '/unlock'))).status).toBe(200);
    expect((await login({ totp: code() })).status).toBe(200);
  });
});

describe('other ways in', () => {
  it('ask for the code after a forgotten password, too', async () => {
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.user.email });
    const token = await tokenSentTo(test, jane.user.email, 'PasswordResetRequested');
    const reset = await test.api.post(`${AUTH}/reset-password`, { token, password: 'Another-Horse-2' });
    expect(reset).toMatchObject({ status: 204, text: '' });
    expect(await login({ password: 'Another-Horse-2' })).toMatchObject(REQUIRED);
  });

  it('ask for it coming from GitHub', async () => {
    github.add({ id: 77, login: 'guarded', name: null, emails: [emailOf('guarded@example.com')] });
    const signInCode = async () => {
      const { headers } = await comeBack(test.api, await consentAs('guarded', test.api));
      return new URL(headers.get('location')!).searchParams.get('code')!;
    };
    const token = async (values: object = {}) =>
      test.api.post<Tokens & Challenged>(`${AUTH}/github/token`, { code: await signInCode(), ...values });
    const first = await token();
    const { secret, recoveryCodes } = await enableTwoFactor(test, test.api.as(first.body.accessToken));

    const asked = await token();
    expect(asked).toMatchObject(REQUIRED);
    expect((await redeem(asked.body.challenge, totp(test, secret))).status).toBe(200);
    nextStep(test);
    expect((await token({ totp: totp(test, secret) })).status).toBe(200);
    const wrong = await token({ totp: '00000-00000' });
    expect(wrong).toMatchObject(WRONG);
    expect((await redeem(wrong.body.challenge, recoveryCodes[0]!)).status).toBe(200);
  });
});
