import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { CHALLENGE_ATTEMPTS } from '../../domain/two-factor.js';
import { AuthTokenRepository } from '../../persistence/auth-token.repository.js';
import { OneTimeTokens } from '../one-time-tokens.js';
import { hashToken } from '../token-hash.js';

const PURPOSE = 'mfa_challenge';

/** What stands for the first factor while the second is asked for: somebody who holds one has proved the first. */
@Injectable()
export class SignInChallenges {
  constructor(
    private readonly oneTimeTokens: OneTimeTokens,
    private readonly tokens: AuthTokenRepository,
    private readonly clock: Clock,
  ) {}

  /** @param options.remember whether the session that it leads to outlives idleness (X23) */
  async issue(userId: string, { remember }: { readonly remember: boolean }): Promise<string> {
    return (await this.oneTimeTokens.issue(userId, PURPOSE, { isRemembered: remember })).token;
  }

  /**
   * Counts a try, before it is made. The challenge stays good for some more.
   *
   * @throws DomainError `invalid-or-expired-token` when it isn't good, or not any more
   */
  async attempt(challenge: string): Promise<{ userId: string; remember: boolean }> {
    const found = await this.tokens.attempt(hashToken(challenge), {
      purpose: PURPOSE,
      now: this.clock.now(),
      limit: CHALLENGE_ATTEMPTS,
    });
    if (!found) throw new DomainError(AuthErrors.invalidLink);
    return { userId: found.userId, remember: found.isRemembered };
  }

  /** Uses a challenge up. @throws DomainError `invalid-or-expired-token` when somebody was faster */
  async use(challenge: string): Promise<void> {
    const userId = await this.tokens.use(hashToken(challenge), PURPOSE, this.clock.now());
    if (userId === undefined) throw new DomainError(AuthErrors.invalidLink);
  }

  /** Whether it was not withdrawn, used or not. */
  stands(challenge: string): Promise<boolean> {
    return this.tokens.isKnown(hashToken(challenge));
  }

  /** Ends all that somebody has. Joins the caller's transaction. */
  withdraw(userId: string): Promise<void> {
    return this.tokens.removeAll(userId, PURPOSE);
  }
}
