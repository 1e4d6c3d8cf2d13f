import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { USER_MODEL, type UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { recordedOf } from '../support/audit.js';
import { eventsFor, tokenSentTo } from '../support/one-time-tokens.js';
import { createUser, PASSWORD } from '../support/people.js';
import { AUTH, DEAD, logIn, me, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const NEW = 'Another-Horse-2';

let test: TestApp;
let jane: UserDocument;
beforeAll(async () => void (test = await startTestApp()));
afterAll(() => test.close());
beforeEach(async () => void (jane = await createUser(test)));

const signIn = async () => (await logIn(test, { email: jane.email })).body;
const change = ({ accessToken }: Tokens, newPassword = NEW, currentPassword = PASSWORD) =>
  test.api.as(accessToken).post(`${AUTH}/change-password`, { currentPassword, newPassword });
const accepts = async (password: string) =>
  (await test.api.post(`${AUTH}/login`, { email: jane.email, password })).status === 200;

describe('changing the password', () => {
  it('replaces it, goes on here and ends all other sessions', async () => {
    const [here, elsewhere] = [await signIn(), await signIn()];
    expect(await change(here)).toMatchObject({ status: 204, text: '' });
    expect((await me(test, here)).status).toBe(200);
    expect((await refresh(test, here)).status).toBe(200);
    expect((await me(test, elsewhere)).status).toBe(401);
    expect(await refresh(test, elsewhere)).toMatchObject(DEAD);
    expect([await accepts(PASSWORD), await accepts(NEW)]).toEqual([false, true]);
  });

  it('tells its owner, and shows when it happened', async () => {
    const here = await signIn();
    expect((await me(test, here)).body).toMatchObject({ passwordChangedAt: null });
    await change(here);
    expect((await eventsFor(test, jane.email)).map(({ type }) => type)).toEqual(['PasswordChanged']);
    const recorded = await recordedOf(test, String(jane._id));
    expect(recorded.map(({ action }) => action as string)).toContain('auth.password-changed');
    expect((await me(test, here)).body).toMatchObject({ passwordChangedAt: test.clock.now().toISOString() });
  });

  it('asks for the current one', async () => {
    const here = await signIn();
    expect(await change(here, NEW, 'Wrong-Horse-1')).toMatchObject({
      status: 401,
      body: { code: 'wrong-password' },
    });
    expect((await me(test, here)).status).toBe(200);
    expect(await accepts(PASSWORD)).toBe(true);
  });

  it('takes no weak one, and tells what it lacks', async () => {
    expect(await change(await signIn(), `my ${jane.username}`)).toMatchObject({
      status: 400,
      body: {
        errors: [
          { pointer: '/newPassword', code: 'no-upper-case' },
          { pointer: '/newPassword', code: 'own-name' },
        ],
      },
    });
  });

  it('happens once, however many try at once', async () => {
    const here = await signIn();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, index) => change(here, `Another-Horse-${index}`)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 401, 401, 401]);
  });

  it('lets nobody stay in who signs in with the old one at the same moment', async () => {
    const here = await signIn();
    const [attempts, { status }] = await Promise.all([
      Promise.all(Array.from({ length: 4 }, () => logIn(test, { email: jane.email }))),
      change(here),
    ]);
    expect(status).toBe(204);
    const letIn = attempts.filter((attempt) => attempt.status === 200);
    for (const { body } of letIn) expect((await me(test, body)).status).toBe(401);
  });

  it('tells who has none how to get one', async () => {
    const here = await signIn();
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.email });
    const token = await tokenSentTo(test, jane.email, 'PasswordResetRequested');
    const users = test.app.get<Model<UserDocument>>(getModelToken(USER_MODEL)).collection;
    await users.updateOne({ _id: jane._id }, { $set: { passwordHash: null } });
    expect(await change(here)).toMatchObject({
      status: 409,
      body: { code: 'no-password', detail: expect.stringContaining('auth/forgot-password') as string },
    });
    expect((await test.api.post(`${AUTH}/reset-password`, { token, password: NEW })).status).toBe(204);
    expect(await accepts(NEW)).toBe(true);
  });
});
