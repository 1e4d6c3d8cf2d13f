import { createHash, randomBytes } from 'node:crypto';

const CODE_TTL_MS = 600_000;

/** What an application asked for when it sent somebody to the authorize page. */
export interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Of PKCE (RFC 7636), method S256. */
  readonly challenge: string | null;
}

export interface Grant extends AuthorizeRequest {
  readonly login: string;
  readonly expiresAt: number;
}

export interface AccessGrant {
  readonly login: string;
  readonly scopes: readonly string[];
}

const secret = (prefix: string) => prefix + randomBytes(18).toString('base64url');
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

/** The codes and access tokens that were given out. */
export class Grants {
  readonly #codes = new Map<string, Grant>();
  readonly #tokens = new Map<string, AccessGrant>();

  /** @returns a code, good once within ten minutes */
  give(login: string, request: AuthorizeRequest): string {
    const code = secret('');
    this.#codes.set(code, { ...request, login, expiresAt: Date.now() + CODE_TTL_MS });
    return code;
  }

  /** @returns an access token and its scopes; undefined for a code that isn't good */
  redeem(
    code: string,
    { redirectUri, verifier }: { redirectUri: string | null; verifier: string | null },
  ): { token: string; scopes: readonly string[] } | undefined {
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    if (!grant || grant.expiresAt < Date.now()) return undefined;
    if (redirectUri !== null && redirectUri !== grant.redirectUri) return undefined;
    if (grant.challenge !== null && challengeOf(verifier ?? '') !== grant.challenge) return undefined;
    const { login, scopes } = grant;
    const token = secret('gho_');
    this.#tokens.set(token, { login, scopes });
    return { token, scopes };
  }

  find(token: string): AccessGrant | undefined {
    return this.#tokens.get(token);
  }
}
