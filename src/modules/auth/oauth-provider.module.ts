import { Controller, Inject, Module, type Type } from '@nestjs/common';
import { HttpConfig } from '../../config/index.js';
import { OAuthController } from './api/oauth.controller.js';
import type { OAuthProvider } from './application/oauth-provider.js';
import { OAuthRoundTrip } from './application/oauth-round-trip.js';
import { RedeemSignInCode } from './application/redeem-sign-in-code.js';
import { AuthModule } from './auth.module.js';
import { GithubProvider } from './providers/github.provider.js';

/** A provider, by the name that stands in its routes: `github`. */
export type ProviderClass = Type<OAuthProvider> & { readonly provider: string };

/** What people can sign in with. Another one is its class, in a file of its own, and its name here. */
const PROVIDERS: readonly ProviderClass[] = [GithubProvider];

/** Gives a provider its routes: `auth/<name>`, `auth/<name>/link`, `/callback` and `/token`. */
export function oauthProviderModule(provider: ProviderClass): Type {
  @Controller(`auth/${provider.provider}`)
  class ProviderController extends OAuthController {
    constructor(
      @Inject(provider) it: OAuthProvider,
      roundTrip: OAuthRoundTrip,
      redeemCode: RedeemSignInCode,
      config: HttpConfig,
    ) {
      super(it, roundTrip, redeemCode, config);
    }
  }
  // The contract names operations after their controllers: `githubStart`.
  const name = provider.provider.charAt(0).toUpperCase() + provider.provider.slice(1);
  Object.defineProperty(ProviderController, 'name', { value: `${name}Controller` });

  @Module({ imports: [AuthModule], providers: [provider], controllers: [ProviderController] })
  class ProviderModule {}
  return ProviderModule;
}

@Module({ imports: PROVIDERS.map(oauthProviderModule) })
export class SignInProvidersModule {}
