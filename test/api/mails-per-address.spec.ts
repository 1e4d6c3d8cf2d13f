import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisService } from '../../src/infra/redis/index.js';
import { codeSentTo, eventsFor, tokenSentTo } from '../support/one-time-tokens.js';
import { createUser } from '../support/people.js';
import { AUTH } from '../support/sessions.js';
import { redisContents } from '../support/storage.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const HOUR = 3_600_000;

let test: TestApp;
let serial = 0;
beforeAll(async () => {
  test = await startTestApp({ config: { RATE_LIMIT_MAIL_PER_MINUTE: 1, RATE_LIMIT_MAIL_PER_HOUR: 3 } });
});
afterAll(() => test.close());

const typesFor = async (email: string) => (await eventsFor(test, email)).map(({ type }) => type);
const ask = (path: string, email: string) => test.api.post(`${AUTH}/${path}`, { email });
/** The minutes are over, the hours go on. */
const endMinutes = async () => {
  const keys = [...(await redisContents(test)).keys()].filter((key) => key.endsWith(':minute'));
  await test.app.get(RedisService).client.del(keys);
};
const asLearner = (email: string) => ({
  email,
  password: 'Some-Horse-9',
  firstName: 'Jane',
  lastName: 'Smith',
});

describe('mails to one address', () => {
  it.each([
    ['forgot-password', 'PasswordResetRequested'],
    ['verify-email/resend', 'EmailVerificationRequested'],
    ['otp/request', 'EmailCodeRequested'],
  ])('that %s sends are one a minute, with the same answer', async (path, type) => {
    const { email } = await createUser(test, { emailVerifiedAt: null });
    for (const address of [email, email.toUpperCase(), ` ${email}`])
      expect(await ask(path, address)).toMatchObject({ status: 202, text: '' });
    expect(await typesFor(email)).toEqual([type]);
    await endMinutes();
    await ask(path, email);
    expect(await typesFor(email)).toEqual([type, type]);
  });

  it('that tell of a repeated registration are, too', async () => {
    const { email } = await createUser(test);
    for (let made = 0; made < 3; made += 1)
      expect(await test.api.post(`${AUTH}/register`, asLearner(email))).toMatchObject({
        status: 202,
        text: '',
      });
    expect(await typesFor(email)).toEqual(['RegistrationRepeated']);
  });

  it('are one for all who ask at once', async () => {
    const { email } = await createUser(test);
    await Promise.all(Array.from({ length: 10 }, () => ask('forgot-password', email)));
    expect(await typesFor(email)).toEqual(['PasswordResetRequested']);
  });

  it('are few an hour; those that are not sent do not count', async () => {
    const { email } = await createUser(test);
    for (let minute = 0; minute < 5; minute += 1) {
      for (let made = 0; made < 3; made += 1) await ask('forgot-password', email);
      await endMinutes();
    }
    expect(await typesFor(email)).toHaveLength(3);
  });

  it('are counted apart from those of other kinds, and to other addresses', async () => {
    const [jane, john] = [await createUser(test), await createUser(test)];
    for (const { email } of [jane, john])
      for (const path of ['forgot-password', 'otp/request']) await ask(path, email);
    for (const { email } of [jane, john]) expect(await typesFor(email)).toHaveLength(2);
  });

  it('leave what was sent good when no other is', async () => {
    const { email } = await createUser(test);
    await ask('otp/request', email);
    const code = await codeSentTo(test, email);
    await ask('otp/request', email);
    expect(await codeSentTo(test, email)).toBe(code);
    expect((await test.api.post(`${AUTH}/otp/verify`, { email, code })).status).toBe(200);
    await ask('forgot-password', email);
    const token = await tokenSentTo(test, email, 'PasswordResetRequested');
    await ask('forgot-password', email);
    const reset = { token, password: 'Another-Horse-2' };
    expect((await test.api.post(`${AUTH}/reset-password`, reset)).status).toBe(204);
  });

  it('do not take that of a registration from somebody whose address was asked for before', async () => {
    const email = `awaited${(serial += 1)}@example.com`;
    await ask('verify-email/resend', email);
    await test.api.post(`${AUTH}/register`, asLearner(email));
    expect(await typesFor(email)).toContain('EmailVerificationRequested');
  });

  it('make no difference for an address without an account', async () => {
    const tokens = test.app.get<Connection>(getConnectionToken()).collection('auth_tokens');
    const before = await tokens.countDocuments();
    for (let made = 0; made < 3; made += 1) await ask('forgot-password', 'nobody@example.com');
    expect(await tokens.countDocuments()).toBe(before + 1);
  });

  it('are counted without the address', async () => {
    const { email } = await createUser(test);
    await ask('forgot-password', email);
    const contents = await redisContents(test);
    const keys = [...contents.keys()].filter((key) => key.includes('mail:'));
    expect(keys.length).toBeGreaterThan(0);
    expect([...contents].flat().join('\n')).not.toContain(email);
  });
});

it('goes on without Redis, in the process', async () => {
  const { email } = await createUser(test);
  const { client } = test.app.get(RedisService);
  client.disconnect();
  try {
    for (let made = 0; made < 3; made += 1) expect((await ask('forgot-password', email)).status).toBe(202);
    test.clock.advance(HOUR);
    await ask('forgot-password', email);
    expect(await typesFor(email)).toHaveLength(2);
  } finally {
    await client.connect();
  }
});
