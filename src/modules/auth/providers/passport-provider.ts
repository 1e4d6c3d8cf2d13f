import { Logger } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { OAuthProvider, type Handshake, type ProviderAnswer } from '../application/oauth-provider.js';
import { runStrategy, type PassportStrategy } from '../application/run-strategy.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Identity } from '../domain/identity.js';

const TIMEOUT_MS = 10_000;

/** A provider that an OAuth 2 strategy of Passport speaks to; the strategy keeps its state in {@link requestStore}. */
export abstract class PassportProvider extends OAuthProvider {
  private readonly logger = new Logger(PassportProvider.name);

  /** Absent when the provider isn't configured. */
  protected abstract readonly strategy: PassportStrategy | undefined;

  async begin(): Promise<{ location: string; handshake: Handshake }> {
    const request: { handshake?: Handshake } = {};
    const { location } = await runStrategy(this.configured(), request);
    if (!location || !request.handshake) throw new Error(`${this.name}: the strategy redirects nowhere.`);
    return { location, handshake: request.handshake };
  }

  async finish(answer: ProviderAnswer, handshake: Handshake): Promise<Identity> {
    // Without a code the strategy would begin anew.
    if (!answer.code) throw new DomainError(AuthErrors.providerRefused);
    const request = { query: { code: answer.code, state: answer.state }, handshake };
    const asked = runStrategy<Identity>(this.configured(), request).catch((error: unknown) => {
      throw this.translate(error);
    });
    const { user } = await Promise.race([asked, this.timeout()]);
    if (!user) throw new DomainError(AuthErrors.providerRefused);
    return user;
  }

  private configured(): PassportStrategy {
    if (!this.strategy) throw new DomainError(AuthErrors.providerNotSetUp);
    return this.strategy;
  }

  private translate(error: unknown): DomainError {
    if (isOutage(error)) return new DomainError(AuthErrors.providerUnavailable, { cause: error });
    this.logger.warn(`${this.name} did not confirm a sign-in`, { reason: (error as Error).message });
    return new DomainError(AuthErrors.providerRefused, { cause: error });
  }

  /** The libraries wait for ever. */
  private async timeout(): Promise<never> {
    await new Promise((resolve) => setTimeout(resolve, TIMEOUT_MS).unref());
    throw new DomainError(AuthErrors.providerUnavailable);
  }
}

/** Thrown by strategies when the provider's API does not answer as it should. */
export class ProviderOutage extends Error {}

/** passport-oauth2 wraps what went wrong: an answer of the provider, or an error of the network. */
function isOutage(error: unknown): boolean {
  const { oauthError } = error as { oauthError?: { statusCode?: number; code?: string } };
  return (
    error instanceof ProviderOutage || oauthError?.code !== undefined || Number(oauthError?.statusCode) >= 500
  );
}
