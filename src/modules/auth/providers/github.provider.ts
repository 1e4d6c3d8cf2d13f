import { callbackify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy, type StrategyOptions } from 'passport-github2';
import { HttpConfig, OAuthConfig } from '../../../config/index.js';
import { plainText } from '../../../common/validation/index.js';
import type { Identity } from '../domain/identity.js';
import { PassportProvider, ProviderOutage } from './passport-provider.js';
import { requestStore } from './request-store.js';

const API_TIMEOUT_MS = 5_000;
const NAME_LENGTH = 50;

/** https://docs.github.com/rest/users/users, https://docs.github.com/rest/users/emails */
interface GithubUser {
  readonly id: number;
  readonly login: string;
  readonly name: string | null;
}
interface GithubEmail {
  readonly email: string;
  readonly primary: boolean;
  readonly verified: boolean;
}
interface GithubProfile {
  readonly user: GithubUser;
  readonly emails: readonly GithubEmail[];
}

/** GitHub, or a GitHub Enterprise Server (004-11). */
@Injectable()
export class GithubProvider extends PassportProvider {
  static readonly provider = 'github';
  readonly name = GithubProvider.provider;
  protected readonly strategy: GithubStrategy | undefined;

  constructor(oauth: OAuthConfig, { PUBLIC_URL }: HttpConfig) {
    super();
    const { GITHUB_CLIENT_ID: clientID, GITHUB_CLIENT_SECRET: clientSecret } = oauth;
    if (clientID && clientSecret)
      this.strategy = new GithubStrategy({ clientID, clientSecret }, oauth, PUBLIC_URL);
  }
}

class GithubStrategy extends PassportStrategy(Strategy, 'github') {
  private readonly api: string;

  constructor(
    client: Pick<StrategyOptions, 'clientID' | 'clientSecret'>,
    { GITHUB_BASE_URL, GITHUB_API_URL }: OAuthConfig,
    publicUrl: string,
  ) {
    super({
      ...client,
      authorizationURL: `${GITHUB_BASE_URL}/login/oauth/authorize`,
      tokenURL: `${GITHUB_BASE_URL}/login/oauth/access_token`,
      callbackURL: `${publicUrl}/api/v1/auth/github/callback`,
      scope: ['user:email'],
      pkce: true,
      store: requestStore,
    } as unknown as StrategyOptions);
    this.api = GITHUB_API_URL;
  }

  /** The library's own way throws past its caller, and so ends the process, when GitHub answers something that isn't JSON. */
  override userProfile(
    accessToken: string,
    done: (error: Error | null, profile?: GithubProfile) => void,
  ): void {
    callbackify(() => this.readProfile(accessToken))(done);
  }

  validate(_accessToken: string, _refreshToken: string, { user, emails }: GithubProfile): Identity {
    const email = emails.toSorted((one, other) => rankOf(other) - rankOf(one))[0];
    return {
      provider: GithubProvider.provider,
      providerUserId: String(user.id),
      name: user.login,
      email: email?.email ?? null,
      emailVerified: email?.verified === true,
      ...splitName(user.name ?? user.login),
    };
  }

  private async readProfile(accessToken: string): Promise<GithubProfile> {
    const [user, emails] = await Promise.all([
      this.ask<GithubUser>('/user', accessToken),
      this.ask<GithubEmail[]>('/user/emails', accessToken),
    ]);
    return { user, emails };
  }

  private async ask<T>(path: string, token: string): Promise<T> {
    try {
      const answer = await fetch(this.api + path, {
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/vnd.github+json',
          'user-agent': 'lyceum',
        },
        signal: AbortSignal.timeout(API_TIMEOUT_MS),
      });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return (await answer.json()) as T;
    } catch (error) {
      throw new ProviderOutage(`GET ${path} failed`, { cause: error });
    }
  }
}

/** An address that GitHub has verified goes before the primary one. */
const rankOf = ({ verified, primary }: GithubEmail): number => (verified ? 2 : 0) + (primary ? 1 : 0);

/** GitHub knows one name; the last word of it counts as the last name. */
function splitName(name: string): { firstName: string; lastName: string } {
  const words = plainText(name).split(' ');
  const lastName = words.length > 1 ? words.pop()! : '';
  return { firstName: words.join(' ').slice(0, NAME_LENGTH), lastName: lastName.slice(0, NAME_LENGTH) };
}
