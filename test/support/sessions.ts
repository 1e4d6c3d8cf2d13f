import { PASSWORD } from './people.js';
import type { TestApp } from './test-app.js';

export const AUTH = '/api/v1/auth';
export const ME = '/api/v1/users/me';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresIn: number;
}

/** What a refresh token that isn't good, or not any more, is answered. */
export const DEAD = { status: 401, body: { code: 'invalid-refresh-token' } };

/** Signs in with the password that everybody has here, unless said otherwise. */
export const logIn = ({ api }: TestApp, values: { readonly email: string }) =>
  api.post<Tokens>(`${AUTH}/login`, { password: PASSWORD, ...values });

export const refresh = ({ api }: TestApp, { refreshToken }: Pick<Tokens, 'refreshToken'>) =>
  api.post<Tokens>(`${AUTH}/refresh`, { refreshToken });

/** One's own account, as the bearer of an access token sees it. */
export const me = ({ api }: TestApp, { accessToken }: Pick<Tokens, 'accessToken'>) =>
  api.as(accessToken).get(ME);
