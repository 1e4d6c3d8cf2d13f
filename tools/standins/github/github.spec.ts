import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGithub, type GithubStandIn } from './index.ts';

const CALLBACK = 'http://localhost:3000/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-for-rfc-7636-to-like';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let github: GithubStandIn;
beforeAll(async () => {
  github = await startGithub();
});
afterAll(() => github.close());

const authorize = (parameters: Record<string, string>) =>
  fetch(
    `${github.url}/login/oauth/authorize?${new URLSearchParams({
      client_id: github.clientId,
      redirect_uri: CALLBACK,
      state: 'xyz',
      scope: 'user:email',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
      ...parameters,
    }).toString()}`,
    { redirect: 'manual' },
  );

const codeFor = async (login: string, parameters = {}) => {
  const answer = await authorize({ login, ...parameters });
  return new URL(answer.headers.get('location')!).searchParams.get('code')!;
};

const exchange = async (parameters: Record<string, string>) => {
  const answer = await fetch(`${github.url}/login/oauth/access_token`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: github.clientId,
      client_secret: github.clientSecret,
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER,
      ...parameters,
    }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, string>;
};

const ask = (path: string, token: string) =>
  fetch(github.url + path, { headers: { authorization: `Bearer ${token}`, 'user-agent': 'test' } });

describe('the authorize page', () => {
  it('lets its visitor choose who to be, and comes back with code and state', async () => {
    const page = await (await authorize({})).text();
    const link = /href="([^"]*login=octocat[^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&');
    const answer = await fetch(github.url + link, { redirect: 'manual' });
    const back = new URL(answer.headers.get('location')!);
    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect(back.searchParams.get('state')).toBe('xyz');
    expect(back.searchParams.get('code')).toBeTruthy();
  });

  it('tells the application when its visitor declines', async () => {
    const back = new URL((await authorize({ decline: '1' })).headers.get('location')!);
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('xyz');
  });

  it('knows no other application, and comes back to this machine only', async () => {
    expect((await authorize({ client_id: 'another', login: 'octocat' })).status).toBe(404);
    expect((await authorize({ redirect_uri: 'https://evil.example/', login: 'octocat' })).status).toBe(400);
  });
});

describe('a code', () => {
  it('gives a token that tells who it is', async () => {
    const { access_token: token, scope } = await exchange({ code: await codeFor('octocat') });
    expect(scope).toBe('user:email');
    expect(await (await ask('/user', token!)).json()).toMatchObject({ id: 583231, login: 'octocat' });
    expect(await (await ask('/user/emails', token!)).json()).toEqual([
      { email: 'octocat@example.com', primary: true, verified: true, visibility: 'private' },
    ]);
  });

  it('is good once', async () => {
    const code = await codeFor('octocat');
    await exchange({ code });
    expect(await exchange({ code })).toMatchObject({ error: 'bad_verification_code' });
  });

  it('is good for nobody without its verifier, its address and the secret', async () => {
    const refused = {
      code_verifier: 'another',
      redirect_uri: 'http://localhost:3000/another',
      client_secret: 'another',
    };
    for (const [name, value] of Object.entries(refused))
      expect(await exchange({ code: await codeFor('octocat'), [name]: value }), name).toHaveProperty('error');
  });

  it('opens e-mail addresses only if that was asked for', async () => {
    const { access_token: token } = await exchange({ code: await codeFor('octocat', { scope: '' }) });
    expect((await ask('/user', token!)).status).toBe(200);
    expect((await ask('/user/emails', token!)).status).toBe(404);
  });
});

it('answers 401 to a token that it has not given', async () => {
  expect((await ask('/user', 'gho_another')).status).toBe(401);
});
