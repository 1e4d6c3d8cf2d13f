import { json, redirect, type WebAnswer, type WebRequest } from '../web/server.ts';
import type { Grants } from './grants.ts';
import { authorizePage } from './pages.ts';
import type { GithubPerson } from './people.ts';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Applications of this machine may be come back to. */
const CALLBACK = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?\//;

/** `GET /login/oauth/authorize`: shows who can be chosen; with `login` among the parameters, that one has agreed. */
export function authorize(
  { url }: WebRequest,
  { clientId }: Client,
  people: ReadonlyMap<string, GithubPerson>,
  grants: Grants,
): WebAnswer {
  const asked = url.searchParams;
  const redirectUri = asked.get('redirect_uri') ?? '';
  const challenge = asked.get('code_challenge');
  if (asked.get('client_id') !== clientId) return { status: 404, type: 'text/plain', body: 'Not Found\n' };
  if (!CALLBACK.test(redirectUri))
    return { status: 400, type: 'text/plain', body: 'redirect_uri_mismatch\n' };
  if (challenge !== null && asked.get('code_challenge_method') !== 'S256')
    return { status: 400, type: 'text/plain', body: 'unsupported code_challenge_method\n' };

  const back = new URL(redirectUri);
  back.searchParams.set('state', asked.get('state') ?? '');
  if (asked.has('decline')) {
    back.searchParams.set('error', 'access_denied');
    back.searchParams.set('error_description', 'The user has denied your application access.');
    return redirect(back.href);
  }
  const login = asked.get('login');
  if (login === null || !people.has(login)) return authorizePage(people.values(), url);
  const scopes = (asked.get('scope') ?? '').split(/[ ,]+/).filter(Boolean);
  back.searchParams.set('code', grants.give(login, { redirectUri, scopes, challenge }));
  return redirect(back.href);
}

/** `POST /login/oauth/access_token`. Refusals are 200, and a form unless JSON is asked for: GitHub's own way. */
export function accessToken({ headers, body, url }: WebRequest, client: Client, grants: Grants): WebAnswer {
  const given = new URLSearchParams([...url.searchParams, ...new URLSearchParams(body.toString())]);
  const say = (fields: Record<string, string>): WebAnswer =>
    headers.accept?.includes('json')
      ? json(fields)
      : {
          status: 200,
          type: 'application/x-www-form-urlencoded',
          body: new URLSearchParams(fields).toString(),
        };
  if (given.get('client_id') !== client.clientId || given.get('client_secret') !== client.clientSecret)
    return say({
      error: 'incorrect_client_credentials',
      error_description: 'The client_id and/or client_secret passed are incorrect.',
    });
  const redeemed = grants.redeem(given.get('code') ?? '', {
    redirectUri: given.get('redirect_uri'),
    verifier: given.get('code_verifier'),
  });
  if (!redeemed)
    return say({
      error: 'bad_verification_code',
      error_description: 'The code passed is incorrect or expired.',
    });
  return say({ access_token: redeemed.token, token_type: 'bearer', scope: redeemed.scopes.join(',') });
}
