import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { changeAccount, createUser, PASSWORD, signIn } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const LOGIN = '/api/v1/auth/login';
const ME = '/api/v1/users/me';

let test: TestApp;
let jane: UserDocument;

beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test, { profile: { firstName: 'Jane', lastName: 'Smith' } });
});

describe('signing in', () => {
  it('gives a token for e-mail address or user name, however they are typed', async () => {
    for (const email of [jane.email, `  ${jane.email.toUpperCase()} `, jane.username.toUpperCase()]) {
      const { status, body } = await test.api.post(LOGIN, { email, password: PASSWORD });
      expect(status, email).toBe(200);
      expect(body).toMatchObject({
        accessToken: expect.any(String) as string,
        expiresIn: 600,
        user: { email: jane.email },
      });
    }
  });

  it('never tells the password or its hash', async () => {
    const { text } = await test.api.post(LOGIN, { email: jane.email, password: PASSWORD });
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toMatch(/passwordHash|"password"|\$2[aby]\$/i);
    expect(test.log.join()).not.toContain(PASSWORD);
  });

  it('answers a wrong password, an unknown account and a suspended one in the same way', async () => {
    const suspended = await createUser(test, { status: 'suspended' });
    const answers = [
      await test.api.post(LOGIN, { email: jane.email, password: 'Wrong-Horse-1' }),
      await test.api.post(LOGIN, { email: 'nobody@example.com', password: PASSWORD }),
      await test.api.post(LOGIN, { email: suspended.email, password: PASSWORD }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect({ ...body, requestId: '' }).toEqual({ ...answers[0]?.body, requestId: '' });
      expect(body['code']).toBe('invalid-credentials');
    }
  });

  it('refuses an account without a password, whatever is sent', async () => {
    const invited = await createUser(test, { passwordHash: null });
    for (const password of ['', PASSWORD])
      expect((await test.api.post(LOGIN, { email: invited.email, password })).status).toBe(401);
  });
});

describe('an access token', () => {
  it('opens what its bearer may do', async () => {
    const me = await (await signIn(test, jane)).get(ME);
    expect(me).toMatchObject({
      status: 200,
      body: {
        id: jane._id.toString(),
        email: jane.email,
        role: 'student',
        emailVerified: true,
        profile: { fullName: 'Jane Smith' },
      },
    });
  });

  it('is asked for in words of its own', async () => {
    const { status, body, headers } = await test.api.get(ME);
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'no-token', detail: expect.stringContaining('No token') as string });
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  it('is dead after ten minutes', async () => {
    const client = await signIn(test, jane);
    test.clock.advance(599_000);
    expect((await client.get(ME)).status).toBe(200);
    test.clock.advance(2_000);
    expect(await client.get(ME)).toMatchObject({ status: 401, body: { code: 'invalid-token' } });
  });

  it('is worthless with another signature, algorithm, issuer or form', async () => {
    const jwt = test.app.get(JwtService, { strict: false });
    const { body } = await test.api.post<{ accessToken: string }>(LOGIN, {
      email: jane.email,
      password: PASSWORD,
    });
    const claims = jwt.decode<Record<string, unknown>>(body.accessToken);
    const { sid: _, ...withoutSession } = claims;
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const forged = {
      'another key': await jwt.signAsync(claims, { secret: 'x'.repeat(32) }),
      'another algorithm': await jwt.signAsync(claims, { algorithm: 'HS512' }),
      'another issuer': await jwt.signAsync({ ...claims, iss: 'evil' }),
      'another audience': await jwt.signAsync({ ...claims, aud: 'evil' }),
      'another key id': await jwt.signAsync(claims, { keyid: 'another' }),
      'no session': await jwt.signAsync(withoutSession),
      "a stranger's session": await jwt.signAsync({ ...claims, sub: 'f'.repeat(24) }),
      'no end': await jwt.signAsync({ ...claims, exp: undefined }).catch(() => 'a.b.c'),
      'no signature': `${encode({ alg: 'none', typ: 'JWT' })}.${encode(claims)}.`,
      'a subject that is no id': await jwt
        .signAsync({ ...claims, sub: { $ne: null } as never })
        .catch(() => 'a.b.c'),
      nonsense: 'nonsense',
      nothing: '',
    };
    for (const [what, token] of Object.entries(forged)) {
      const answer = await test.api.get(ME, { authorization: `Bearer ${token}` });
      expect(answer, what).toMatchObject({ status: 401, body: { code: 'invalid-token' } });
    }
    const good = await jwt.signAsync(claims);
    expect((await test.api.get(ME, { authorization: `Bearer ${good}` })).status).toBe(200);
  });

  it('is dead as soon as its bearer is suspended or deleted', async () => {
    const client = await signIn(test, jane);
    await changeAccount(test, jane, { status: 'suspended' });
    expect((await client.get(ME)).status).toBe(401);
    await changeAccount(test, jane, { status: 'active', isDeleted: true });
    expect((await client.get(ME)).status).toBe(401);
  });
});
