import type { Identity } from '../domain/identity.js';

/** What is remembered of a sign-in with another provider, in the browser that began it, until it comes back. */
export interface Handshake {
  /** Comes back from the provider; of another browser's sign-in it is another one (RFC 6749, 10.12). */
  readonly state: string;
  /** Proves to the provider that who began is who ends it (PKCE, RFC 7636). */
  readonly verifier: string;
}

/** What the provider sends a browser back with. */
export interface ProviderAnswer {
  readonly code?: string;
  readonly state?: string;
}

/** Another place where people have accounts. */
export abstract class OAuthProvider {
  /** As it stands in routes and in links that are kept; stable for ever. */
  abstract readonly name: string;

  /**
   * @returns where the browser goes, and what it must still know when it comes back
   * @throws DomainError `provider-not-set-up`
   */
  abstract begin(): Promise<{ location: string; handshake: Handshake }>;

  /**
   * Asks the provider who it is.
   *
   * @throws DomainError `provider-refused`, `provider-unavailable`, `provider-not-set-up`
   */
  abstract finish(answer: ProviderAnswer, handshake: Handshake): Promise<Identity>;
}
