import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf, startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import { eventsFor } from '../support/one-time-tokens.js';
import { CLIENT_URL, comeBack, consentAs, settingsFor, startAt } from '../support/github.js';
import { createUser } from '../support/people.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const START = '/api/v1/auth/github';
const TOKEN = `${START}/token`;
const ME = '/api/v1/users/me';
const REFUSED = { status: 401, body: { code: 'provider-refused' } };

let test: TestApp;
let github: GithubStandIn;
let connection: Connection;
let serial = 1000;

beforeAll(async () => {
  github = await startGithub();
  test = await startTestApp({ settings: [settingsFor(github)] });
  connection = test.app.get(getConnectionToken());
});
afterAll(async () => {
  await test.close();
  await github.close();
});

/** Somebody whom only GitHub knows. @returns the name there */
function newcomer(email = `person${serial}@example.com`, values: Parameters<typeof emailOf>[1] = {}): string {
  const id = (serial += 1);
  github.add({ id, login: `person${id}`, name: 'Ada King Lovelace', emails: [emailOf(email, values)] });
  return `person${id}`;
}

const codeIn = ({ headers }: { headers: Headers }) =>
  new URL(headers.get('location')!).searchParams.get('code');
const redeem = (code: string | null) => test.api.post<{ accessToken: string }>(TOKEN, { code });
const signIn = async (login: string) => comeBack(test.api, await consentAs(login, test.api));
const accountOf = async (login: string) => {
  const { body } = await redeem(codeIn(await signIn(login)));
  return (await test.api.as(body.accessToken).get(ME)).body;
};
const users = () => connection.collection('users');
const links = () => connection.collection('oauth_accounts');

describe('beginning to sign in with GitHub', () => {
  it('sends the browser there, with a state of its own, PKCE and the scope of e-mail addresses', async () => {
    const { status, location, headers } = await startAt(test.api);
    expect(status).toBe(302);
    expect(location.origin + location.pathname).toBe(`${github.url}/login/oauth/authorize`);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      client_id: github.clientId,
      redirect_uri: `${test.api.url}/api/v1/auth/github/callback`,
      response_type: 'code',
      scope: 'user:email',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
    });
    const cookie = headers.get('set-cookie')!;
    expect(cookie).toMatch(/; Max-Age=600; Path=\/api\/v1\/auth; HttpOnly; SameSite=Lax$/);
    expect(cookie).not.toContain(location.searchParams.get('code_challenge'));
    expect((await startAt(test.api)).location.searchParams.get('state')).not.toBe(
      location.searchParams.get('state'),
    );
  });

  it('takes no other way back than the known ones, letter for letter', async () => {
    const asking = (redirectTo: string) =>
      startAt(test.api, `?${new URLSearchParams({ redirectTo }).toString()}`);
    expect((await asking(`${CLIENT_URL}/elsewhere`)).status).toBe(302);
    for (const wrong of [
      'https://evil.example/',
      `${CLIENT_URL}/`,
      `${CLIENT_URL}?next=https://evil.example`,
      `${CLIENT_URL}@evil.example`,
      CLIENT_URL.toUpperCase(),
      '//evil.example',
      '',
    ])
      expect(await asking(wrong), wrong).toMatchObject({
        status: 400,
        body: { code: 'validation-failed', errors: [{ parameter: 'redirectTo' }] },
      });
  });
});

describe('coming back from GitHub', () => {
  it('makes an account that GitHub vouches for, and leads to the client with a code', async () => {
    const answer = await signIn(newcomer('ada@example.com'));
    expect(answer.status).toBe(302);
    const target = new URL(answer.headers.get('location')!);
    expect(target.origin + target.pathname).toBe(CLIENT_URL);
    expect([...target.searchParams.keys()]).toEqual(['code']);
    expect(answer.headers.get('set-cookie')).toMatch(/^oauth_ticket=; Max-Age=0;/);

    const { status, body, headers } = await redeem(target.searchParams.get('code'));
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toMatchObject({ expiresIn: 600, refreshToken: expect.any(String) as string });
    expect(await test.api.as(body.accessToken).get(ME)).toMatchObject({
      status: 200,
      body: {
        email: 'ada@example.com',
        role: 'student',
        emailVerified: true,
        profile: { firstName: 'Ada King', lastName: 'Lovelace' },
      },
    });
    expect((await eventsFor(test, 'ada@example.com')).map(({ type }) => type)).toEqual(['UserRegistered']);
  });

  it('leads to the address that was asked for', async () => {
    const query = `?${new URLSearchParams({ redirectTo: `${CLIENT_URL}/elsewhere` }).toString()}`;
    const answer = await comeBack(test.api, await consentAs(newcomer(), test.api, query));
    expect(answer.headers.get('location')).toMatch(`${CLIENT_URL}/elsewhere?code=`);
  });

  it('finds the account by the id at GitHub, whatever name and address are there now', async () => {
    const login = newcomer();
    const first = await accountOf(login);
    github.add({ id: serial, login, name: 'Renamed', emails: [emailOf('moved@example.com')] });
    const second = await accountOf(login);
    expect(second['id']).toBe(first['id']);
    expect(second['email']).toBe(first['email']);
  });

  it('makes one account, however many come at once', async () => {
    const login = newcomer();
    const ways = await Promise.all(Array.from({ length: 8 }, () => consentAs(login, test.api)));
    const answers = await Promise.all(ways.map((way) => comeBack(test.api, way)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(8).fill(302));
    expect(await links().countDocuments({ providerUserId: String(serial) })).toBe(1);
  });

  it('says to sign in and link when the address has an account, verified or not', async () => {
    const jane = await createUser(test);
    for (const verified of [true, false]) {
      const answer = await signIn(newcomer(jane.email.toUpperCase(), { verified }));
      expect(answer).toMatchObject({
        status: 409,
        body: { code: 'link-required', detail: expect.stringMatching(/Sign in to it, then link/) as string },
      });
    }
    expect(await links().countDocuments({ userId: jane._id })).toBe(0);
  });

  it('believes no address that GitHub has not verified', async () => {
    const account = await accountOf(newcomer('unverified@example.com', { verified: false }));
    expect(account).toMatchObject({ email: 'unverified@example.com', emailVerified: false });
    const types = (await eventsFor(test, 'unverified@example.com')).map(({ type }) => type);
    expect(types.toSorted()).toEqual(['EmailVerificationRequested', 'UserRegistered']);
  });

  it('prefers a verified address to the primary one', async () => {
    const id = (serial += 1);
    const emails = [
      emailOf('primary@example.com', { verified: false }),
      emailOf('verified@example.com', { primary: false }),
    ];
    github.add({ id, login: 'two', name: null, emails });
    expect(await accountOf('two')).toMatchObject({
      email: 'verified@example.com',
      emailVerified: true,
      profile: { fullName: 'two' },
    });
  });

  it('asks for an address where there is none', async () => {
    const id = (serial += 1);
    github.add({ id, login: 'none', name: null, emails: [] });
    expect(await signIn('none')).toMatchObject({ status: 422, body: { code: 'email-missing' } });
  });

  it('leads to the client with an error when the person has declined', async () => {
    const { location, cookie } = await startAt(test.api);
    location.searchParams.set('decline', '1');
    const declined = await fetch(location, { redirect: 'manual' });
    const { pathname, search } = new URL(declined.headers.get('location')!);
    const answer = await comeBack(test.api, { path: pathname + search, cookie });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`${CLIENT_URL}?error=access_denied`);
  });

  it('lets nobody in whose account is suspended', async () => {
    const login = newcomer();
    const code = codeIn(await signIn(login));
    await users().updateOne({ email: `person${serial - 1}@example.com` }, { $set: { status: 'suspended' } });
    expect(await signIn(login)).toMatchObject(REFUSED);
    expect((await redeem(code)).status).toBe(400);
  });
});

describe('a way back that is not the one that was begun', () => {
  const login = () => newcomer();

  it('is refused without the cookie, with that of another browser, and with a forged one', async () => {
    const mine = await consentAs(login(), test.api);
    const other = await consentAs(login(), test.api);
    const [content] = mine.cookie.split('.');
    const forged = Buffer.from(JSON.stringify({ state: 'x', verifier: 'y' })).toString('base64url');
    for (const cookie of [
      '',
      other.cookie,
      `${content}.${'A'.repeat(43)}`,
      `oauth_ticket=${forged}.é`,
      'oauth_ticket=%',
    ])
      expect(await comeBack(test.api, { ...mine, cookie }), cookie).toMatchObject(REFUSED);
  });

  it('is refused with another state, or two', async () => {
    const { path, cookie } = await consentAs(login(), test.api);
    const state = new URL(path, test.api.url).searchParams.get('state')!;
    for (const wrong of [
      path.replace(state, 'another'),
      path.replace(/[?&]state=[^&]*/, '?x=1'),
      `${path}&state=2`,
    ])
      expect(await comeBack(test.api, { path: wrong, cookie }), wrong).toMatchObject(REFUSED);
  });

  it('is refused with a code that GitHub does not know, one that was used, and none', async () => {
    const way = await consentAs(login(), test.api);
    expect((await comeBack(test.api, way)).status).toBe(302);
    expect(await comeBack(test.api, way)).toMatchObject(REFUSED);

    const other = await consentAs(login(), test.api);
    const code = new URL(other.path, test.api.url).searchParams.get('code')!;
    expect(await comeBack(test.api, { ...other, path: other.path.replace(code, 'another') })).toMatchObject(
      REFUSED,
    );
    expect(
      await comeBack(test.api, { ...other, path: other.path.replace(`code=${code}`, '') }),
    ).toMatchObject(REFUSED);
  });

  it('is refused after ten minutes', async () => {
    const way = await consentAs(login(), test.api);
    test.clock.advance(600_000);
    expect(await comeBack(test.api, way)).toMatchObject(REFUSED);
  });
});

describe('a GitHub that does not work', () => {
  it.each([
    ['/login/oauth/access_token', { status: 502, type: 'text/html', body: '<h1>Unicorn!</h1>' }],
    ['/user', { status: 500, type: 'text/html', body: '<h1>Unicorn!</h1>' }],
    ['/user/emails', { status: 200, type: 'text/html', body: '<h1>Unicorn!</h1>' }],
  ])('is told from a wrong code when %s fails', async (path, answer) => {
    github.answerNext(path, answer);
    expect(await signIn(newcomer())).toMatchObject({ status: 503, body: { code: 'provider-unavailable' } });
  });
});

describe('the code for the client', () => {
  it('is good once', async () => {
    const code = codeIn(await signIn(newcomer()));
    const answers = await Promise.all(Array.from({ length: 5 }, () => redeem(code)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400, 400, 400, 400]);
    expect(await redeem(code)).toMatchObject({ status: 400, body: { code: 'invalid-or-expired-token' } });
  });

  it('is good for a minute', async () => {
    const code = codeIn(await signIn(newcomer()));
    test.clock.advance(60_000);
    expect((await redeem(code)).status).toBe(400);
  });

  it('stands nowhere but in the redirect, and neither do the tokens of GitHub', async () => {
    const code = codeIn(await signIn(newcomer()))!;
    const collections = await connection.db!.collections();
    const stored = await Promise.all(collections.map((collection) => collection.find({}).toArray()));
    const everything = JSON.stringify(stored) + test.log.join('\n');
    expect(everything).not.toContain(code);
    expect(everything).not.toContain('gho_');
  });
});

describe('without an application at GitHub', () => {
  it('says that nobody can sign in with it', async () => {
    const plain = await startTestApp();
    const answer = await plain.api.get(START);
    await plain.app.close();
    expect(answer).toMatchObject({ status: 404, body: { code: 'provider-not-set-up' } });
  });
});
