import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthConfig } from '../../src/config/index.js';
import { tokenSentTo } from '../support/one-time-tokens.js';
import { createUser } from '../support/people.js';
import { AUTH } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let serial = 0;
const register = ({ api }: TestApp, password: string, values: object = {}) =>
  api.post(`${AUTH}/register`, {
    email: `newcomer${(serial += 1)}@example.com`,
    password,
    firstName: 'Jane',
    lastName: 'Smith',
    ...values,
  });
const refusal = (...codes: string[]) => ({
  status: 400,
  body: { code: 'validation-failed', errors: codes.map((code) => ({ pointer: '/password', code })) },
});

describe('a new password', () => {
  let test: TestApp;
  beforeAll(async () => void (test = await startTestApp()));
  afterAll(() => test.close());

  it('is told everything that it lacks at once', async () => {
    expect(await register(test, 'pass')).toMatchObject(
      refusal('too-short', 'no-upper-case', 'no-digit', 'common-password'),
    );
  });

  it.each(['Password1', 'Qwerty123', 'Iloveyou1', 'Dragon-2026', '1Qaz2wsx', 'aB1!aB1!aB1!'])(
    'is refused when many people have it, as %s',
    async (password) => {
      const { status, text } = await register(test, password);
      expect(status).toBe(400);
      expect(text).toContain('common-password');
      expect(text).not.toContain(password);
    },
  );

  it('is not the name by which others know its owner', async () => {
    const own = refusal('own-name');
    expect(await register(test, 'Grace.Hopper-1', { email: 'grace.hopper@example.com' })).toMatchObject(own);
    expect(await register(test, 'Cobol-Queen-1', { username: 'QUEEN' })).toMatchObject(own);
  });

  it('is judged in the same way when it is set anew, and leaves the token as it was', async () => {
    const jane = await createUser(test, { username: 'wonder_jane' });
    await test.api.post(`${AUTH}/forgot-password`, { email: jane.email });
    const token = await tokenSentTo(test, jane.email, 'PasswordResetRequested');
    const reset = (password: string) => test.api.post(`${AUTH}/reset-password`, { token, password });
    expect(await reset('Wonder_Jane-1')).toMatchObject(refusal('own-name'));
    expect(await reset('wonder_jane')).toMatchObject(refusal('no-upper-case', 'no-digit', 'own-name'));
    expect(await reset('Password1')).toMatchObject(refusal('common-password'));
    expect((await reset('Another-Horse-2')).status).toBe(204);
  });
});

describe('a new password under the policy `nist`', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ settings: [[AuthConfig, { PASSWORD_POLICY: 'nist' }]] });
  });
  afterAll(() => test.close());

  it('needs fifteen characters, of whatever kind', async () => {
    expect((await register(test, 'quiet lanterns!')).status).toBe(202);
    expect((await register(test, '七転び八起き、石の上にも三年。')).status).toBe(202);
    expect(await register(test, 'Quiet-Lantern1')).toMatchObject(refusal('too-short'));
  });

  it.each([
    'passwordpassword',
    'qwertyuiop12345',
    '!Password2468!!',
    'aaaaaaaaaaaaaaa',
    '123412341234123412341234',
  ])('is refused when many people have it, as %s', async (password) => {
    expect(await register(test, password)).toMatchObject(refusal('common-password'));
  });

  it('is not the name by which others know its owner', async () => {
    expect(
      await register(test, 'for grace.hopper only', { email: 'Grace.Hopper@example.com' }),
    ).toMatchObject(refusal('own-name'));
  });
});
