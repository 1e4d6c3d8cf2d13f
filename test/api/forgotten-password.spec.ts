import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { eventsFor, tokenSentTo } from '../support/one-time-tokens.js';
import { createUser } from '../support/people.js';
import { AUTH, DEAD, logIn, me, refresh } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const MINUTE = 60_000;

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
    expect((await me(test, tokens)).status).toBe(401);
    expect(await refresh(test, tokens)).toMatchObject(DEAD);
    expect((await eventsFor(test, jane.email)).at(-1)).toMatchObject({ type: 'PasswordChanged' });
  });

  it('lets the reader of the mail in who never had a password, and believes the address', async () => {
    const invited = await createUser(test, { passwordHash: null, emailVerifiedAt: null });
    await forget(invited.email);
    await reset(await tokenFor(invited.email));
    const signedIn = await signIn({ email: invited.email, password: 'Another-Horse-2' });
    expect((await me(test, signedIn)).body).toMatchObject({ emailVerified: true });
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
      for (const { body } of letIn) expect((await me(test, body)).status).toBe(401);
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
