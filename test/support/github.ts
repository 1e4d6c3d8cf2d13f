import { OAuthConfig } from '../../src/config/index.js';
import type { GithubStandIn } from '../../tools/standins/github/index.ts';
import type { Answer, ApiClient } from './api-client.js';
import type { Setting } from './test-app.js';

export const CLIENT_URL = 'http://localhost:4000/signed-in';
const START = '/api/v1/auth/github';

/** What lets the application sign people in at a stand-in for GitHub. */
export const settingsFor = ({ url, clientId, clientSecret }: GithubStandIn): Setting => [
  OAuthConfig,
  {
    GITHUB_CLIENT_ID: clientId,
    GITHUB_CLIENT_SECRET: clientSecret,
    GITHUB_BASE_URL: url,
    GITHUB_API_URL: url,
    OAUTH_REDIRECT_URLS: [CLIENT_URL, `${CLIENT_URL}/elsewhere`],
  },
];

/** A browser on its way back from GitHub: where it is sent, and the cookie that it has. */
export interface WayBack {
  /** Path and query. */
  readonly path: string;
  readonly cookie: string;
}

/** Begins to sign in. @returns where the browser goes, and the cookie that it gets */
export async function startAt(
  api: ApiClient,
  query = '',
): Promise<Answer & { location: URL; cookie: string }> {
  const answer = await api.get(START + query);
  return {
    ...answer,
    location: new URL(answer.headers.get('location') ?? 'about:blank'),
    cookie: (answer.headers.get('set-cookie') ?? '').split(';', 1)[0]!,
  };
}

/** Signs in at GitHub as somebody, up to the way back. */
export async function consentAs(login: string, api: ApiClient, query = ''): Promise<WayBack> {
  const { location, cookie } = await startAt(api, query);
  location.searchParams.set('login', login);
  const answer = await fetch(location, { redirect: 'manual' });
  const back = new URL(answer.headers.get('location')!);
  return { path: back.pathname + back.search, cookie };
}

/** Goes the way back. */
export const comeBack = (api: ApiClient, { path, cookie }: WayBack): Promise<Answer> =>
  api.get(path, { cookie });
