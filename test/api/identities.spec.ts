import { Injectable } from '@nestjs/common';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '../../src/common/errors/index.js';
import {
  OAuthProvider,
  type Handshake,
  type ProviderAnswer,
} from '../../src/modules/auth/application/oauth-provider.js';
import { AuthErrors } from '../../src/modules/auth/domain/auth.errors.js';
import type { Identity } from '../../src/modules/auth/domain/identity.js';
import { oauthProviderModule } from '../../src/modules/auth/oauth-provider.module.js';
import type { UserDocument } from '../../src/modules/users/persistence/user.schema.js';
import { emailOf, startGithub, type GithubStandIn } from '../../tools/standins/github/index.ts';
import { published } from '../support/administration.js';
import { ApiClient, type Answer } from '../support/api-client.js';
import { recordedBesidesSignIns } from '../support/audit.js';
import { CLIENT_URL, comeBack, consentAs, settingsFor, type WayBack } from '../support/github.js';
import { createUser } from '../support/people.js';
import { AUTH, logIn, ME, refresh, type Tokens } from '../support/sessions.js';
import { startTestApp, type TestApp } from '../support/test-app.js';

const IDENTITIES = `${AUTH}/identities`;
const LINK = `${AUTH}/github/link`;
const REFUSED = { status: 401, body: { code: 'provider-refused' } };

/** A second provider, which asks its visitors nothing: whoever comes is whom the code names. */
@Injectable()
class ExampleProvider extends OAuthProvider {
  static readonly provider = 'example';
  readonly name = ExampleProvider.provider;

  async begin() {
    const state = crypto.randomUUID();
    return { location: `https://example.com/authorize?state=${state}`, handshake: { state, verifier: '' } };
  }

  async finish({ code = '', state }: ProviderAnswer, handshake: Handshake): Promise<Identity> {
    if (!code || state !== handshake.state) throw new DomainError(AuthErrors.providerRefused);
    return {
      provider: this.name,
      providerUserId: code,
      name: code,
      email: `${code}@example.org`,
      emailVerified: true,
      firstName: 'Ex',
      lastName: 'Ample',
    };
  }
}

let test: TestApp;
let github: GithubStandIn;
let jane: UserDocument;
let tokens: Tokens;
let client: ApiClient;
let serial = 5000;

beforeAll(async () => {
  github = await startGithub();
  test = await startTestApp({
    settings: [settingsFor(github)],
    imports: [oauthProviderModule(ExampleProvider)],
  });
});
afterAll(async () => {
  await test.close();
  await github.close();
});
beforeEach(async () => {
  jane = await createUser(test);
  tokens = (await logIn(test, { email: jane.email })).body;
  client = test.api.as(tokens.accessToken);
});

/** Somebody at GitHub. @returns the name there */
function atGithub(email = `person${serial + 1}@example.com`, verified = true): string {
  const id = (serial += 1);
  github.add({ id, login: `person${id}`, name: null, emails: [emailOf(email, { verified })] });
  return `person${id}`;
}

const cookieOf = ({ headers }: Answer) => (headers.get('set-cookie') ?? '').split(';', 1)[0]!;

/** Begins to link as somebody who is signed in, and consents at GitHub. */
async function linkingAs(login: string, from: ApiClient = client): Promise<WayBack> {
  const answer = await from.post<{ location: string }>(LINK, {});
  const location = new URL(answer.body.location);
  location.searchParams.set('login', login);
  const back = new URL((await fetch(location, { redirect: 'manual' })).headers.get('location')!);
  return { path: back.pathname + back.search, cookie: cookieOf(answer) };
}

const link = async (login: string, from?: ApiClient) => comeBack(test.api, await linkingAs(login, from));
const identities = async (from = client) => (await from.get<{ data: object[] }>(IDENTITIES)).body.data;
const unlink = (provider: string, from = client) => from.send('DELETE', `${IDENTITIES}/${provider}`);
const links = () => test.app.get<Connection>(getConnectionToken()).collection('oauth_accounts');

/** Who is signed in with an account elsewhere: the id of the account here. */
async function signedInWith(login: string): Promise<[unknown, ApiClient]> {
  const back = await comeBack(test.api, await consentAs(login, test.api));
  const code = new URL(back.headers.get('location')!).searchParams.get('code');
  const { body } = await test.api.post<Tokens>(`${AUTH}/github/token`, { code });
  const there = test.api.as(body.accessToken);
  return [(await there.get(ME)).body['id'], there];
}

describe('linking an account elsewhere', () => {
  it('lets its owner sign in with it, into the account that began it', async () => {
    const login = atGithub();
    const answer = await link(login);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe(`${CLIENT_URL}?linked=github`);
    expect(answer.headers.get('set-cookie')).toMatch(/^oauth_ticket=; Max-Age=0;/);
    expect(await identities()).toEqual([
      { provider: 'github', name: login, linkedAt: test.clock.now().toISOString() },
    ]);
    expect((await signedInWith(login))[0]).toBe(jane._id.toString());
  });

  it('is told to the owner, and recorded, once', async () => {
    const login = atGithub();
    await link(login);
    await link(login);
    const userId = jane._id.toString();
    const events = (await published(test)).filter(({ type }) => type === 'IdentityLinked');
    expect(events.filter(({ payload }) => (payload as { userId: string }).userId === userId)).toEqual([
      { type: 'IdentityLinked', payload: { userId, provider: 'github' } },
    ]);
    expect(await recordedBesidesSignIns(test, userId)).toMatchObject([{ action: 'auth.provider-linked' }]);
  });

  it('does not ask whose e-mail address the provider shows, and believes none of it', async () => {
    const other = await createUser(test);
    expect((await link(atGithub(other.email, false))).status).toBe(302);
    expect((await client.get(ME)).body).toMatchObject({ email: jane.email });
    expect(await links().countDocuments({ userId: other._id })).toBe(0);
  });

  it('is refused for one that is linked to another account', async () => {
    const login = atGithub();
    await link(login);
    const other = await createUser(test);
    const from = test.api.as((await logIn(test, { email: other.email })).body.accessToken);
    expect(await link(login, from)).toMatchObject({ status: 409, body: { code: 'identity-taken' } });
    expect(await identities(from)).toEqual([]);
    expect((await signedInWith(login))[0]).toBe(jane._id.toString());
  });

  it('is refused for a second one of the same provider', async () => {
    await link(atGithub());
    expect(await link(atGithub())).toMatchObject({ status: 409, body: { code: 'provider-linked' } });
    expect(await identities()).toHaveLength(1);
  });

  it('links one, however many come back at once', async () => {
    const other = await createUser(test);
    const others = test.api.as((await logIn(test, { email: other.email })).body.accessToken);
    const login = atGithub();
    const ways = [
      ...(await Promise.all(Array.from({ length: 3 }, () => linkingAs(login)))),
      ...(await Promise.all(Array.from({ length: 3 }, () => linkingAs(login, others)))),
      ...(await Promise.all(Array.from({ length: 3 }, () => linkingAs(atGithub())))),
    ];
    const answers = await Promise.all(ways.map((way) => comeBack(test.api, way)));
    for (const { status } of answers) expect([302, 409]).toContain(status);
    expect(await links().countDocuments({ userId: { $in: [jane._id, other._id] } })).toBeLessThanOrEqual(2);
    expect(await links().countDocuments({ userId: jane._id })).toBeLessThanOrEqual(1);
    expect(await links().countDocuments({ providerUserId: login.replace('person', '') })).toBeLessThanOrEqual(
      1,
    );
  });

  it('needs somebody who is signed in and has proved it lately, and a known way back', async () => {
    expect((await test.api.post(LINK, {})).status).toBe(401);
    expect(await client.post(LINK, { redirectTo: 'https://evil.example/' })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'not-allowed' }] },
    });
    test.clock.advance(590_000);
    const renewed = (await refresh(test, tokens)).body;
    test.clock.advance(10_000);
    expect(await test.api.as(renewed.accessToken).post(LINK, {})).toMatchObject({
      status: 403,
      body: { code: 'reauthentication-required' },
    });
  });

  it('keeps state and PKCE as signing in does', async () => {
    const { body } = await client.post<{ location: string }>(LINK, {});
    const asked = new URL(body.location).searchParams;
    expect(asked.get('state')).toMatch(/^[\w-]{43}$/);
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('redirect_uri')).toBe(`${test.api.url}${AUTH}/github/callback`);
  });
});

describe('a way back from linking', () => {
  it('is good in the browser that began it, and in no other', async () => {
    const mine = await linkingAs(atGithub());
    const other = await createUser(test);
    const from = test.api.as((await logIn(test, { email: other.email })).body.accessToken);
    const theirs = await linkingAs(atGithub(), from);
    const signingIn = await consentAs(atGithub(), test.api);
    for (const cookie of ['', theirs.cookie, signingIn.cookie])
      expect(await comeBack(test.api, { ...mine, cookie }), cookie).toMatchObject(REFUSED);
    expect(await comeBack(test.api, { ...signingIn, cookie: theirs.cookie })).toMatchObject(REFUSED);
    expect(await identities()).toEqual([]);
    expect(await identities(from)).toEqual([]);
  });

  it('is closed when the session that began it has ended, and to who is suspended', async () => {
    const beforeLogout = await linkingAs(atGithub());
    await client.post(`${AUTH}/logout`);
    expect(await comeBack(test.api, beforeLogout)).toMatchObject(REFUSED);

    const again = test.api.as((await logIn(test, { email: jane.email })).body.accessToken);
    const suspended = await linkingAs(atGithub(), again);
    const users = test.app.get<Connection>(getConnectionToken()).collection('users');
    await users.updateOne({ _id: jane._id }, { $set: { status: 'suspended' } });
    expect(await comeBack(test.api, suspended)).toMatchObject(REFUSED);
    expect(await links().countDocuments({ userId: jane._id })).toBe(0);
  });

  it('is closed after ten minutes', async () => {
    const way = await linkingAs(atGithub());
    test.clock.advance(600_000);
    expect(await comeBack(test.api, way)).toMatchObject(REFUSED);
  });

  it('leads to the client with an error when the person has declined, and links nothing', async () => {
    const answer = await client.post<{ location: string }>(LINK, {});
    const location = new URL(answer.body.location);
    location.searchParams.set('decline', '1');
    const { pathname, search } = new URL(
      (await fetch(location, { redirect: 'manual' })).headers.get('location')!,
    );
    const cookie = cookieOf(answer);
    const back = await comeBack(test.api, { path: pathname + search, cookie });
    expect(back.headers.get('location')).toBe(`${CLIENT_URL}?error=access_denied`);
    expect(await identities()).toEqual([]);
  });
});

describe('unlinking', () => {
  it('ends signing in with it, and is told to the owner', async () => {
    const login = atGithub();
    await link(login);
    expect((await unlink('github')).status).toBe(204);
    expect(await identities()).toEqual([]);
    expect((await signedInWith(login))[0]).not.toBe(jane._id.toString());
    const userId = jane._id.toString();
    expect(await published(test)).toContainEqual({
      type: 'IdentityUnlinked',
      payload: { userId, provider: 'github' },
    });
    expect((await recordedBesidesSignIns(test, userId)).map(({ action }) => action as string)).toEqual([
      'auth.provider-linked',
      'auth.provider-unlinked',
    ]);
    expect((await unlink('github')).status).toBe(404);
  });

  it('is refused for the last way in', async () => {
    const [id, there] = await signedInWith(atGithub());
    expect(await unlink('github', there)).toMatchObject({ status: 409, body: { code: 'last-way-in' } });
    expect(await links().countDocuments({ userId: jane._id })).toBe(0);
    expect(await identities(there)).toHaveLength(1);
    expect(id).toBeDefined();
  });

  it('leaves one of two, however both are unlinked at once', async () => {
    const [, there] = await signedInWith(atGithub());
    await linkExample(there, `someone${(serial += 1)}`);
    expect(await identities(there)).toHaveLength(2);
    const answers = await Promise.all(['github', 'example'].map((provider) => unlink(provider, there)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expect(await identities(there)).toHaveLength(1);
  });

  it('does not touch what others have linked', async () => {
    const [, there] = await signedInWith(atGithub());
    expect((await unlink('github')).status).toBe(404);
    expect(await identities(there)).toHaveLength(1);
  });
});

/** Links an account of the second provider. */
async function linkExample(from: ApiClient, code: string): Promise<Answer> {
  const answer = await from.post<{ location: string }>(`${AUTH}/example/link`, {});
  const state = new URL(answer.body.location).searchParams.get('state')!;
  const path = `${AUTH}/example/callback?${new URLSearchParams({ code, state }).toString()}`;
  return comeBack(test.api, { path, cookie: cookieOf(answer) });
}

describe('a second provider', () => {
  it('signs people in by the same routes, under its own name', async () => {
    const started = await test.api.get(`${AUTH}/example`);
    expect(started.status).toBe(302);
    const state = new URL(started.headers.get('location')!).searchParams.get('state')!;
    const path = `${AUTH}/example/callback?${new URLSearchParams({ code: 'grace', state }).toString()}`;
    const back = await comeBack(test.api, { path, cookie: cookieOf(started) });
    const code = new URL(back.headers.get('location')!).searchParams.get('code');
    const { status, body } = await test.api.post<Tokens>(`${AUTH}/example/token`, { code });
    expect(status).toBe(200);
    expect((await test.api.as(body.accessToken).get(ME)).body).toMatchObject({ email: 'grace@example.org' });
    expect(await identities(test.api.as(body.accessToken))).toMatchObject([{ provider: 'example' }]);
  });

  it('is linked beside the first, and its tickets are of no use to the other', async () => {
    await link(atGithub());
    expect((await linkExample(client, 'ada')).headers.get('location')).toBe(`${CLIENT_URL}?linked=example`);
    expect(await identities()).toMatchObject([{ provider: 'example', name: 'ada' }, { provider: 'github' }]);

    const mine = await linkingAs(atGithub());
    const path = mine.path.replace('/github/', '/example/');
    expect(await comeBack(test.api, { ...mine, path })).toMatchObject(REFUSED);
  });
});
