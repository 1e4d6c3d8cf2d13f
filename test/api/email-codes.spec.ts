import { getConnectionToken } from '@nestjs/mongoose';
import fc from 'fast-check';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthConfig } from '../../src/config/index.js';
import { EmailCodes } from '../../src/modules/auth/index.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { codeSentTo, eventsFor } from '../support/one-time-tokens.js';
import { createUser, PASSWORD } from '../support/people.js';
import { AUTH, logIn, me, refresh, type Tokens } from '../support/sessions.js';
import { redisContents } from '../support/storage.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const SECOND = 1_000;
const REFUSED = { status: 401, body: { code: 'invalid-email-code' } };

let test: TestApp;
let jane: UserDocument;
let serial = 0;
beforeAll(async () => {
  // The delay for those who guess is another matter.
  test = await startTestApp({ settings: [[AuthConfig, { LOCKOUT_AFTER_FAILURES: 1_000 }]] });
});
afterAll(() => test.close());
beforeEach(async () => void (jane = await createUser(test)));

const ask = (email: string) => test.api.post(`${AUTH}/otp/request`, { email });
const verify = (email: string, code: string, values: object = {}) =>
  test.api.post<Tokens>(`${AUTH}/otp/verify`, { email, code, ...values });
const codeFor = async (email: string) => {
  expect(await ask(email)).toMatchObject({ status: 202, text: '' });
  return (await codeSentTo(test, email))!;
};
/** One of a million is the same by chance. */
const codeUnlike = async (other: string, email: string): Promise<string> => {
  const code = await codeFor(email);
  return code === other ? codeUnlike(other, email) : code;
};
/** Another code of six digits. */
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const anEmail = () => `newcomer${(serial += 1)}@example.com`;

describe('a code that was sent by mail', () => {
  it('signs in, with the same answer as a password', async () => {
    const code = await codeFor(` ${jane.email.toUpperCase()} `.trim());
    expect(code).toMatch(/^\d{6}$/);
    const { status, body, headers } = await verify(` ${jane.email} `, code, { remember: true });
    const byPassword = (await logIn(test, { email: jane.email })).body;
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(Object.keys(body).toSorted()).toEqual(Object.keys(byPassword).toSorted());
    expect((await me(test, body)).body).toMatchObject({ email: jane.email });
  });

  it('is good once', async () => {
    const code = await codeFor(jane.email);
    expect((await verify(jane.email, code)).status).toBe(200);
    expect(await verify(jane.email, code)).toMatchObject(REFUSED);
  });

  it('gives one session, however many come at once with it', async () => {
    const code = await codeFor(jane.email);
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(jane.email, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
    const codes = test.app.get(EmailCodes);
    await codeFor(jane.email);
    const again = (await codeSentTo(test, jane.email))!;
    const redeemed = await Promise.all(
      Array.from({ length: 20 }, () => codes.redeem(jane.email, 'sign-in', again)),
    );
    expect(redeemed.filter(Boolean)).toEqual([String(jane._id)]);
  });

  it('is worth nothing after five tries, even if the sixth is right', async () => {
    const code = await codeFor(jane.email);
    const guesses = await Promise.all(Array.from({ length: 5 }, () => verify(jane.email, otherThan(code))));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(await verify(jane.email, code)).toMatchObject(REFUSED);
  });

  it('is good for five minutes by the clock, whatever the database still holds', async () => {
    const [early, late] = [jane, await createUser(test)];
    const codes = [await codeFor(early.email), await codeFor(late.email)];
    test.clock.advance(300 * SECOND - 1);
    expect((await verify(early.email, codes[0]!)).status).toBe(200);
    test.clock.advance(1);
    expect(await verify(late.email, codes[1]!)).toMatchObject(REFUSED);
    expect(await codeSentTo(test, late.email)).toBeUndefined();
  });

  it('takes the place of the one before', async () => {
    const first = await codeFor(jane.email);
    const second = await codeUnlike(first, jane.email);
    expect(await verify(jane.email, first)).toMatchObject(REFUSED);
    expect((await verify(jane.email, second)).status).toBe(200);
  });

  it('is good for its address alone', async () => {
    const bob = await createUser(test);
    const code = await codeFor(jane.email);
    await codeUnlike(code, bob.email);
    expect(await verify(bob.email, code)).toMatchObject(REFUSED);
    expect((await verify(jane.email, code)).status).toBe(200);
  });

  it('lets nobody in whose account is shut', async () => {
    const { email } = await createUser(test, { status: 'suspended' });
    await ask(email);
    expect(await eventsFor(test, email)).toEqual([]);
    const code = await codeFor(jane.email);
    await test.app
      .get<Connection>(getConnectionToken())
      .collection('users')
      .updateOne({ _id: jane._id }, { $set: { status: 'suspended' } });
    expect(await verify(jane.email, code)).toMatchObject(REFUSED);
  });

  it('has six digits', async () => {
    for (const code of ['', '12345', '1234567', 'abcdef', '٠١٢٣٤٥'])
      expect(await verify(jane.email, code)).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/code' }] },
      });
  });

  it('answers alike whether or not there is an account, and does the same for it', async () => {
    const unknown = anEmail();
    const answers = [await ask(jane.email), await ask(unknown)];
    const guesses = [await verify(jane.email, '000000'), await verify(unknown, '000000')];
    for (const [one, other] of [answers, guesses]) {
      expect(one!.status).toBe(other!.status);
      expect([...one!.headers.keys()].toSorted()).toEqual([...other!.headers.keys()].toSorted());
    }
    expect(guesses[0]!.body).toMatchObject({ code: 'invalid-email-code' });
    expect({ ...guesses[0]!.body, requestId: '' }).toEqual({ ...guesses[1]!.body, requestId: '' });
    const stored = test.app.get<Connection>(getConnectionToken()).collection('otps');
    expect(
      await stored.countDocuments({ attempts: 1, userId: null, expiresAt: { $gt: test.clock.now() } }),
    ).toBe(1);
  });

  it('stands in no database, queue or log, nor does the address', async () => {
    const secret = await createUser(test, { email: `secret${(serial += 1)}@example.com` });
    const code = await codeFor(secret.email);
    const { db } = test.app.get<Connection>(getConnectionToken());
    const collections = (await db!.collections()).filter(({ collectionName }) => collectionName !== 'users');
    const stored = await Promise.all(collections.map((collection) => collection.find().toArray()));
    const everything = JSON.stringify(stored) + [...(await redisContents(test)).values()].join('\n');
    expect(everything).toContain('EmailCodeRequested');
    expect(everything).not.toContain(secret.email);
    expect(everything).not.toMatch(new RegExp(`\\b${code}\\b`));
    expect(test.log.join('\n')).not.toContain(secret.email);
  });
});

describe('a code for an address that was never confirmed', () => {
  it('confirms it, and ends what somebody else may have set before', async () => {
    const stranger = await createUser(test, { emailVerifiedAt: null });
    const { body: former } = await logIn(test, { email: stranger.email });
    const { status, body } = await verify(stranger.email, await codeFor(stranger.email));
    expect(status).toBe(200);
    expect((await me(test, body)).body).toMatchObject({ emailVerified: true });
    expect((await me(test, former)).status).toBe(401);
    expect((await logIn(test, { email: stranger.email })).status).toBe(401);
  });

  it('leaves a password alone where the address was confirmed', async () => {
    await verify(jane.email, await codeFor(jane.email));
    expect((await test.api.post(`${AUTH}/login`, { email: jane.email, password: PASSWORD })).status).toBe(
      200,
    );
  });
});

describe('a code for a recent proof of identity', () => {
  const askForProof = ({ accessToken }: Tokens) =>
    test.api.as(accessToken).post(`${AUTH}/reauthenticate/code`);
  const prove = ({ accessToken }: Tokens, body: object) =>
    test.api.as(accessToken).post(`${AUTH}/reauthenticate`, body);
  const changeEmail = ({ accessToken }: Tokens) =>
    test.api.as(accessToken).post(`${AUTH}/change-email`, { newEmail: anEmail() });

  it('takes the place of a password that somebody does not have', async () => {
    let here = (await verify(jane.email, await codeFor(jane.email))).body;
    test.clock.advance(600 * SECOND);
    here = (await refresh(test, here)).body;
    expect(await changeEmail(here)).toMatchObject({ body: { code: 'reauthentication-required' } });
    expect(await askForProof(here)).toMatchObject({ status: 202, text: '' });
    const code = (await codeSentTo(test, jane.email))!;
    expect(await prove(here, { code: otherThan(code) })).toMatchObject(REFUSED);
    expect((await prove(here, { code })).status).toBe(204);
    expect((await changeEmail(here)).status).toBe(202);
    expect(await prove(here, { code })).toMatchObject(REFUSED);
  });

  it('is good for nothing else, and no other code is good for it', async () => {
    const here = (await logIn(test, { email: jane.email })).body;
    const toSignIn = await codeFor(jane.email);
    await askForProof(here);
    const toProve = (await codeSentTo(test, jane.email))!;
    expect(await prove(here, { code: toSignIn })).toMatchObject(REFUSED);
    expect(await verify(jane.email, toProve)).toMatchObject(REFUSED);
  });

  it('is good for its owner alone', async () => {
    const here = (await logIn(test, { email: jane.email })).body;
    const bob = await createUser(test);
    const there = (await logIn(test, { email: bob.email })).body;
    await askForProof(here);
    const code = (await codeSentTo(test, jane.email))!;
    expect(await prove(there, { code })).toMatchObject(REFUSED);
  });

  it('or a password has to be there', async () => {
    const here = (await logIn(test, { email: jane.email })).body;
    expect(await prove(here, {})).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/password' }] },
    });
  });
});

describe('wrong codes in a row', () => {
  it('make the next attempt wait, for an address without an account as for one with', async () => {
    const strict = await startTestApp();
    try {
      const { email } = await createUser(strict);
      for (const address of [email, anEmail()]) {
        await strict.api.post(`${AUTH}/otp/request`, { email: address });
        const statuses: number[] = [];
        for (let made = 0; made < 6; made += 1) {
          const guess = { email: address, code: '000000' };
          statuses.push((await strict.api.post(`${AUTH}/otp/verify`, guess)).status);
        }
        expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
      }
      // A wrong code says nothing about the password.
      expect((await logIn(strict, { email })).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

/** What can happen to a code, and what it means. */
type Step = 'ask' | 'right' | 'wrong' | 'wait' | 'expire';

it('behaves as its rules say, whatever happens in whatever order', { timeout: 120_000 }, async () => {
  const codes = test.app.get(EmailCodes);
  const steps = fc.array(fc.constantFrom<Step>('ask', 'right', 'wrong', 'wrong', 'wait', 'expire'), {
    minLength: 1,
    maxLength: 14,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (happened) => {
      const address = anEmail();
      const userId = String(jane._id);
      const redeemed: (string | undefined)[] = [];
      const expected: (string | undefined)[] = [];
      let model: { code: string; tries: number; secondsLeft: number } | undefined;
      for (const step of happened) {
        if (step === 'ask') {
          const { code } = (await codes.find(await codes.issue(address, 'sign-in', userId)))!;
          model = { code, tries: 0, secondsLeft: 300 };
        } else if (step === 'wait' || step === 'expire') {
          const seconds = step === 'wait' ? 100 : 300;
          test.clock.advance(seconds * SECOND);
          if (model) model.secondsLeft -= seconds;
        } else {
          const isOpen: boolean = model !== undefined && model.tries < 5 && model.secondsLeft > 0;
          const code = model?.code ?? '123456';
          const tried = step === 'right' ? code : otherThan(code);
          const isRedeemed = isOpen && step === 'right';
          redeemed.push(await codes.redeem(address, 'reauthenticate', tried));
          redeemed.push(await codes.redeem(address, 'sign-in', tried));
          expected.push(undefined, isRedeemed ? userId : undefined);
          if (isRedeemed) model = undefined;
          else if (model && isOpen) model.tries += 1;
        }
      }
      expect(redeemed).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
