import { createHmac, generateKeyPairSync } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AuthConfig, readConfig } from '../../src/config/index.js';
import { Transactions } from '../../src/infra/mongo/index.js';
import { OneTimeTokens } from '../../src/modules/auth/application/one-time-tokens.js';
import { TOKEN_PURPOSES } from '../../src/modules/auth/domain/auth-token.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import type { Answer } from '../support/api-client.js';
import { createUser } from '../support/people.js';
import { AUTH, logIn, ME, me, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

let test: TestApp;
let jane: UserDocument;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());
beforeEach(async () => {
  jane = await createUser(test, { emailVerifiedAt: null });
});

function confirmChange(token: string): Promise<Answer> {
  return test.api.post('/api/v1/auth/change-email/confirm', { token });
}

/** What is good together with something else alone: a code, a change that was asked for. It is tried where that is. */
const NEEDS_MORE = new Set(['mfa_challenge', 'email_change_old', 'email_change_new']);

/** Each purpose, and what a token can be tried at that is for it. */
const USES: Readonly<Record<string, (token: string) => Promise<Answer>>> = {
  access: (token) => test.api.as(token).get(ME),
  refresh: (refreshToken) => test.api.post(`${AUTH}/refresh`, { refreshToken }),
  email_verify: (token) => test.api.post(`${AUTH}/verify-email`, { token }),
  password_reset: (token) => test.api.post(`${AUTH}/reset-password`, { token, password: 'Another-Horse-2' }),
  mfa_challenge: (challenge) => test.api.post(`${AUTH}/2fa/challenge`, { challenge, code: '000000' }),
  email_change_old: confirmChange,
  email_change_new: confirmChange,
  oauth_sign_in: (code) => test.api.post(`${AUTH}/github/token`, { code }),
};

async function tokenFor(purpose: string): Promise<string> {
  const { body } = await logIn(test, { email: jane.email });
  if (purpose === 'access') return body.accessToken;
  if (purpose === 'refresh') return body.refreshToken;
  const known = TOKEN_PURPOSES.find((it) => it === purpose)!;
  const issue = () => test.app.get(OneTimeTokens).issue(jane._id.toString(), known);
  return (await test.app.get(Transactions).run(issue)).token;
}

describe('a token', () => {
  it('has a purpose that this test knows', () => {
    expect(Object.keys(USES)).toEqual(expect.arrayContaining([...TOKEN_PURPOSES]));
  });

  it.each(
    Object.keys(USES).flatMap((purpose) =>
      Object.keys(USES)
        .filter((use) => use !== purpose)
        .map((use) => [purpose, use] as const),
    ),
  )('for %s is worthless for %s', async (purpose, use) => {
    const { status } = await USES[use]!(await tokenFor(purpose));
    expect([400, 401]).toContain(status);
  });

  it.each(Object.keys(USES).filter((purpose) => !NEEDS_MORE.has(purpose)))(
    'for %s is not used up by attempts at anything else',
    async (purpose) => {
      const token = await tokenFor(purpose);
      for (const [use, attempt] of Object.entries(USES)) if (use !== purpose) await attempt(token);
      expect((await USES[purpose]!(token)).status).toBeLessThan(300);
    },
  );
});

describe('an access token', () => {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

  it('that is signed in any other way is no token', async () => {
    const { JWT_SECRET } = readConfig(AuthConfig);
    const { body } = await logIn(test, { email: jane.email });
    const jwt = test.app.get(JwtService, { strict: false });
    const { header, payload } = jwt.decode<{ header: { kid: string }; payload: object }>(body.accessToken, {
      complete: true,
    });
    const { kid } = header;
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const signed = (head: object, key: string) => {
      const text = `${encode(head)}.${encode(payload)}`;
      return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
    };
    const forged = {
      'no algorithm': `${encode({ alg: 'none', typ: 'JWT', kid })}.${encode(payload)}.`,
      'no algorithm, and the signature of another': `${encode({ alg: 'none', kid })}.${body.accessToken.split('.').slice(1).join('.')}`,
      'a key pair of its own': new JwtService({}).sign(payload, {
        privateKey: rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }),
        algorithm: 'RS256',
        keyid: kid,
      }),
      'the secret, said to be a key pair': signed({ alg: 'RS256', typ: 'JWT', kid }, JWT_SECRET),
      'a public key, taken for a secret': signed({ alg: 'HS256', typ: 'JWT', kid }, publicPem),
      'no key id': signed({ alg: 'HS256', typ: 'JWT' }, JWT_SECRET),
      'another key id': signed({ alg: 'HS256', typ: 'JWT', kid: 'AAAAAAAAAAA' }, JWT_SECRET),
      'a key id that is no text': signed({ alg: 'HS256', typ: 'JWT', kid: { $ne: 1 } }, JWT_SECRET),
      'an empty key': signed({ alg: 'HS256', typ: 'JWT', kid }, ''),
    };
    for (const [how, token] of Object.entries(forged))
      expect(await me(test, { accessToken: token }), how).toMatchObject({
        status: 401,
        body: { code: 'invalid-token' },
      });
    const genuine = signed({ alg: 'HS256', typ: 'JWT', kid }, JWT_SECRET);
    expect((await me(test, { accessToken: genuine })).status).toBe(200);
  });
});

describe('changing the signing key', () => {
  const next = 'a-new-secret-that-is-long-enough-for-anybody';
  let former: TestApp;
  let latter: TestApp;

  beforeAll(async () => {
    const { JWT_SECRET } = readConfig(AuthConfig);
    // First everybody learns the new key, then one after the other signs with it.
    former = await startTestApp({ settings: [[AuthConfig, { JWT_PREVIOUS_SECRETS: [next] }]] });
    latter = await startTestApp({
      settings: [[AuthConfig, { JWT_SECRET: next, JWT_PREVIOUS_SECRETS: [JWT_SECRET] }]],
    });
  });
  afterAll(async () => {
    await former.app.close();
    await latter.app.close();
  });

  it('signs nobody out, on whichever instance', async () => {
    for (const [here, there] of [
      [former, latter],
      [latter, former],
    ] as const) {
      const { body: first } = await logIn(here, { email: jane.email });
      expect((await me(there, first)).status).toBe(200);
      const { body: second } = await refresh(there, first);
      expect((await me(here, second)).status).toBe(200);
      expect((await refresh(here, second)).status).toBe(200);
    }
  });

  it('keeps tabs together that refresh at the same time on both', async () => {
    const { body: first } = await logIn(former, { email: jane.email });
    const answers = await Promise.all(
      [former, latter, former, latter].map((instance) => refresh(instance, first)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.refreshToken)).size).toBe(1);
    const keys = new Set(answers.map(({ body }) => keyIdOf(body)));
    expect(keys.size).toBe(2);
    for (const { body } of answers) expect((await me(former, body)).status).toBe(200);
  });
});

const keyIdOf = ({ accessToken }: Tokens): unknown =>
  (JSON.parse(Buffer.from(accessToken.split('.')[0]!, 'base64url').toString()) as { kid: unknown }).kid;
