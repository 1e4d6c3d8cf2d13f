import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { HttpConfig, OAuthConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { AuthKeys } from './auth-keys.js';
import { LinkIdentity, type Linker } from './identities/link-identity.js';
import type { Handshake, OAuthProvider, ProviderAnswer } from './oauth-provider.js';
import { SignInWithProvider } from './sign-in-with-provider.js';

/** How long somebody may take at the provider. */
export const ROUND_TRIP_SECONDS = 600;

interface Ticket extends Handshake {
  readonly provider: string;
  readonly redirectTo: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Whose account the identity is linked to; of a sign-in there is nobody yet. */
  readonly linker?: Linker;
}

/** Sends a browser to another provider and takes it back. What must be known in between is in a signed cookie of it. */
@Injectable()
export class OAuthRoundTrip {
  private readonly destinations: readonly [string, ...string[]];

  constructor(
    { OAUTH_REDIRECT_URLS }: OAuthConfig,
    { CLIENT_URL, PUBLIC_URL }: HttpConfig,
    private readonly signIn: SignInWithProvider,
    private readonly linkIdentity: LinkIdentity,
    private readonly keys: AuthKeys,
    private readonly clock: Clock,
  ) {
    const [first, ...others] = OAUTH_REDIRECT_URLS;
    this.destinations = first === undefined ? [CLIENT_URL ?? PUBLIC_URL] : [first, ...others];
  }

  /**
   * @param options.redirectTo where the browser ends up; one of the allowed addresses, letter for letter
   * @param options.linker who is signed in, and links the identity instead of signing in with it
   * @throws DomainError `validation-failed` for any other address, `provider-not-set-up`
   */
  async begin(
    provider: OAuthProvider,
    { redirectTo = this.destinations[0], linker }: { readonly redirectTo?: string; readonly linker?: Linker },
  ): Promise<{ location: string; ticket: string }> {
    if (!this.destinations.includes(redirectTo))
      throw new DomainError(CommonErrors.validationFailed, {
        errors: [
          { parameter: 'redirectTo', code: 'not-allowed', detail: 'is not an address of a known client' },
        ],
      });
    const { location, handshake } = await provider.begin();
    const expiresAt = this.clock.now().getTime() + ROUND_TRIP_SECONDS * 1000;
    const ticket = { ...handshake, provider: provider.name, redirectTo, expiresAt, linker };
    return { location, ticket: this.seal(ticket) };
  }

  /**
   * @param ticket of the browser that comes back
   * @returns where it goes now: to the client, with a one-time code, with the name of the provider that was linked, or with an
   *   error when the person has declined
   * @throws DomainError `provider-refused`, and what {@link SignInWithProvider} and {@link LinkIdentity} throw
   */
  async finish(
    provider: OAuthProvider,
    answer: ProviderAnswer & { readonly error?: string },
    ticket: string,
  ): Promise<string> {
    const { redirectTo, linker, ...handshake } = this.open(ticket, provider.name);
    const target = new URL(redirectTo);
    if (answer.error === 'access_denied' && answer.state === handshake.state) {
      target.searchParams.set('error', 'access_denied');
      return target.href;
    }
    const identity = await provider.finish(answer, handshake);
    if (linker) {
      await this.linkIdentity.execute(identity, linker);
      target.searchParams.set('linked', provider.name);
    } else target.searchParams.set('code', await this.signIn.execute(identity));
    return target.href;
  }

  private seal(ticket: Ticket): string {
    const content = Buffer.from(JSON.stringify(ticket)).toString('base64url');
    return `${content}.${this.keys.current.mac('oauth-handshake', content)}`;
  }

  private open(sealed: string, provider: string): Ticket {
    const [content = '', mac = ''] = sealed.split('.', 2);
    const genuine = this.keys.all.some((key) => key.isMac('oauth-handshake', content, mac));
    const ticket = genuine && (JSON.parse(Buffer.from(content, 'base64url').toString()) as Ticket);
    if (!ticket || ticket.provider !== provider || ticket.expiresAt <= this.clock.now().getTime())
      throw new DomainError(AuthErrors.providerRefused);
    return ticket;
  }
}
