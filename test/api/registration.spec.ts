import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsFor, linkSentTo, tokenSentTo } from '../support/one-time-tokens.js';
import { createUser } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const REGISTER = '/api/v1/auth/register';
const VERIFY = '/api/v1/auth/verify-email';
const RESEND = '/api/v1/auth/verify-email/resend';
const LOGIN = '/api/v1/auth/login';
const ME = '/api/v1/users/me';
const PASSWORD = 'Some-Horse-9';

let test: TestApp;
let connection: Connection;
let serial = 0;

beforeAll(async () => {
  test = await startTestApp();
  connection = test.app.get(getConnectionToken());
});
afterAll(() => test.close());

const somebody = (values: object = {}) => ({
  email: `jane${(serial += 1)}@example.com`,
  password: PASSWORD,
  firstName: 'Jane',
  lastName: 'Smith',
  ...values,
});
const register = (values: object = {}) => test.api.post(REGISTER, somebody(values));
const login = (email: string, password = PASSWORD) =>
  test.api.post<{ accessToken: string }>(LOGIN, { email, password });
const accountsOf = (email: string) => connection.collection('users').find({ email }).toArray();
const typesFor = async (email: string) => (await eventsFor(test, email)).map(({ type }) => type);
const anEmail = () => somebody().email;

describe('registering', () => {
  it('makes an account that can sign in at once and whose address is not confirmed', async () => {
    const email = anEmail();
    expect(await register({ email })).toMatchObject({ status: 202, text: '' });
    const { body } = await login(email);
    expect(await test.api.as(body.accessToken).get(ME)).toMatchObject({
      status: 200,
      body: {
        email,
        role: 'student',
        emailVerified: false,
        profile: { firstName: 'Jane', lastName: 'Smith', fullName: 'Jane Smith' },
      },
    });
    expect((await typesFor(email)).toSorted()).toEqual(['EmailVerificationRequested', 'UserRegistered']);
  });

  it('makes instructors, who wait for approval, and nobody else', async () => {
    const email = anEmail();
    expect((await register({ email, role: 'instructor' })).status).toBe(202);
    expect(await accountsOf(email)).toMatchObject([{ role: 'instructor', approval: { status: 'pending' } }]);
    for (const role of ['admin', 'moderator', 'service', 'Student', null])
      expect((await register({ role })).status, String(role)).toBe(400);
  });

  it('takes a user name, in lower case, and tells when it is taken, whoever has the address', async () => {
    const username = `jane_${(serial += 1)}`;
    const email = anEmail();
    expect((await register({ email, username: username.toUpperCase() })).status).toBe(202);
    expect((await login(username)).status).toBe(200);
    for (const other of [anEmail(), email])
      expect(await register({ email: other, username })).toMatchObject({
        status: 409,
        body: { code: 'username-taken' },
      });
    for (const wrong of ['ab', 'a'.repeat(31), 'with space', 'jane@x', 'ü_ü_ü', ''])
      expect((await register({ username: wrong })).status, wrong).toBe(400);
  });

  it('tells the owner of an address, and nobody else, that it was used again', async () => {
    const jane = await createUser(test);
    const answers = [await register({ email: jane.email }), await register()];
    for (const { status, text, headers } of answers) {
      expect(status).toBe(202);
      expect(text).toBe('');
      expect([...headers.keys()].toSorted()).toEqual([...answers[0]!.headers.keys()].toSorted());
    }
    expect(await typesFor(jane.email)).toEqual(['RegistrationRepeated']);
    expect(await accountsOf(jane.email)).toMatchObject([{ passwordHash: jane.passwordHash }]);
  });

  it('makes one account of an address, however it is typed and however many come at once', async () => {
    const email = anEmail();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        register({ email: index % 2 === 0 ? email : ` ${email.toUpperCase()} ` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 202));
    expect(await accountsOf(email)).toHaveLength(1);
    const types = await typesFor(email);
    expect(types.filter((type) => type === 'UserRegistered')).toHaveLength(1);
    expect(types.filter((type) => type === 'RegistrationRepeated')).toHaveLength(19);
  });

  it('gives one of those who want a user name at once the name', async () => {
    const username = `wanted_${(serial += 1)}`;
    const answers = await Promise.all(Array.from({ length: 8 }, () => register({ username })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, ...Array<number>(7).fill(409)]);
  });

  it('does not take Gmail addresses with dots for others, nor any for two', async () => {
    const dotted = `jane.smith${(serial += 1)}@gmail.com`;
    const plain = dotted.replace('.', '');
    for (const email of [dotted, plain]) expect((await register({ email })).status).toBe(202);
    expect(await accountsOf(dotted)).toHaveLength(1);
    expect(await accountsOf(plain)).toHaveLength(1);
  });

  it.each(['john+tag@example.com', 'a@b.info', 'a@mit.academy', "o'neil@x.ie"])(
    'takes the address %s',
    async (email) => {
      expect((await register({ email })).status).toBe(202);
    },
  );

  it.each([
    ['no domain', 'jane'],
    ['two signs', 'jane@smith@example.com'],
    ['a line break', 'jane@example.com\r\nBcc: all@example.com'],
    ['nothing', ''],
    ['an object', { ne: '' }],
    ['a list', ['jane@example.com']],
    ['what stalls a backtracking pattern', `${'a'.repeat(100_000)}!`],
    ['a long name', `${'a'.repeat(250)}@example.com`],
  ])('refuses an address with %s', async (_what, email) => {
    const { status, body } = await register({ email });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/email' }] });
  });

  it.each([
    ['too short', 'Qzwfx1a'],
    ['too long', `Aa1${'x'.repeat(126)}`],
    ['without a lower-case letter', 'CORRECT-HORSE-1'],
    ['without an upper-case letter', 'correct-horse-1'],
    ['without a digit', 'Correct-Horse-One'],
  ])('refuses a password that is %s', async (_what, password) => {
    const { status, body, text } = await register({ password });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'validation-failed', errors: [{ pointer: '/password' }] });
    expect(text).not.toContain(password);
  });

  it('takes every character of a password into account', async () => {
    const email = anEmail();
    const password = `Aa1${'x'.repeat(124)}`;
    await register({ email, password: `${password}y` });
    expect((await login(email, `${password}z`)).status).toBe(401);
    expect((await login(email, `${password}y`)).status).toBe(200);
  });

  it.each([
    ['firstName', ''],
    ['firstName', '   '],
    ['lastName', 'x'.repeat(51)],
    ['lastName', null],
    ['firstName', 7],
    ['isAdmin', true],
  ])('refuses %s: %j', async (field, value) => {
    const { status, body } = await register({ [field]: value });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer: `/${field}` }] });
  });

  it('keeps neither markup nor spaces around a name', async () => {
    const email = anEmail();
    await register({ email, firstName: ' <b>Jane</b>\u0000 ' });
    expect(await accountsOf(email)).toMatchObject([{ profile: { firstName: 'Jane' } }]);
  });
});

describe('confirming an e-mail address', () => {
  const isVerified = async (email: string) => (await accountsOf(email))[0]!['emailVerifiedAt'] !== null;

  it('works with the token of the mail, once', async () => {
    const email = anEmail();
    await register({ email });
    const token = await tokenSentTo(test, email, 'EmailVerificationRequested');
    expect(await test.api.post(VERIFY, { token })).toMatchObject({ status: 204, text: '' });
    expect(await isVerified(email)).toBe(true);
    expect(await typesFor(email)).toContain('EmailVerified');
    expect(await test.api.post(VERIFY, { token })).toMatchObject({
      status: 400,
      body: { code: 'invalid-or-expired-token', detail: 'Invalid or expired token' },
    });
  });

  it('happens once, however many come at once with the token', async () => {
    const email = anEmail();
    await register({ email });
    const token = await tokenSentTo(test, email, 'EmailVerificationRequested');
    const answers = await Promise.all(Array.from({ length: 10 }, () => test.api.post(VERIFY, { token })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array<number>(9).fill(400)]);
    expect((await typesFor(email)).filter((type) => type === 'EmailVerified')).toHaveLength(1);
  });

  it('is possible for a day', async () => {
    const [early, late] = [anEmail(), anEmail()];
    await register({ email: early });
    await register({ email: late });
    const tokens = await Promise.all(
      [early, late].map((email) => tokenSentTo(test, email, 'EmailVerificationRequested')),
    );
    test.clock.advance(24 * 3_600_000 - 1);
    expect((await test.api.post(VERIFY, { token: tokens[0] })).status).toBe(204);
    test.clock.advance(1);
    expect((await test.api.post(VERIFY, { token: tokens[1] })).status).toBe(400);
    expect(await linkSentTo(test, late, 'EmailVerificationRequested')).toBeUndefined();
  });

  it('can be asked for again, by anybody and with the same answer, but sends nothing without a reason', async () => {
    const email = anEmail();
    await register({ email });
    const verified = await createUser(test);
    const suspended = await createUser(test, { status: 'suspended', emailVerifiedAt: null });
    for (const asked of [email, verified.email, suspended.email, 'nobody@example.com'])
      expect(await test.api.post(RESEND, { email: asked }), asked).toMatchObject({ status: 202, text: '' });
    expect(await typesFor(verified.email)).toEqual([]);
    expect(await typesFor(suspended.email)).toEqual([]);
    const token = await tokenSentTo(test, email, 'EmailVerificationRequested');
    expect((await test.api.post(VERIFY, { token })).status).toBe(204);
  });

  it('kills the tokens of earlier mails', async () => {
    const email = anEmail();
    await register({ email });
    const first = await tokenSentTo(test, email, 'EmailVerificationRequested');
    await test.api.post(RESEND, { email });
    const second = await tokenSentTo(test, email, 'EmailVerificationRequested');
    expect(second).not.toBe(first);
    expect((await test.api.post(VERIFY, { token: second })).status).toBe(204);
    expect((await test.api.post(VERIFY, { token: first })).status).toBe(400);
  });

  it('refuses tokens that were never given out, of any form', async () => {
    for (const token of ['', 'a', 'x'.repeat(43), 'x'.repeat(200)])
      expect(await test.api.post(VERIFY, { token }), token).toMatchObject({
        status: 400,
        body: { code: 'invalid-or-expired-token' },
      });
    for (const token of [null, 7, { $ne: null }, 'x'.repeat(201)])
      expect((await test.api.post(VERIFY, { token })).status).toBe(400);
  });
});

it('leaves no password and no token behind, anywhere but in the mail', async () => {
  const email = anEmail();
  const password = 'Very-Secret-Horse-77';
  await register({ email, password });
  const token = await tokenSentTo(test, email, 'EmailVerificationRequested');
  await test.api.post('/api/v1/auth/forgot-password', { email });
  const reset = await tokenSentTo(test, email, 'PasswordResetRequested');
  const signedIn = await login(email, password);
  const { accessToken, refreshToken } = signedIn.body as unknown as Record<string, string>;
  const collections = await connection.db!.collections();
  const stored = await Promise.all(collections.map((collection) => collection.find({}).toArray()));
  const everything = JSON.stringify(stored) + test.log.join('\n');
  expect(everything).toContain(email);
  for (const secret of [password, token, reset, accessToken, refreshToken])
    expect(everything).not.toContain(secret);
});
