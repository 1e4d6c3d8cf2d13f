import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Accounts, maySignIn, type User } from '../../../users/index.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import type { Device } from '../../domain/session.js';
import { FailedSignIns } from '../failed-sign-ins.js';
import { SignOut } from '../sign-out.js';
import { StartSession, type TokenPair } from '../start-session.js';
import { SecondFactor } from './second-factor.js';
import { SignInChallenges } from './sign-in-challenges.js';

/** Ends a sign-in that has waited for the second factor. */
@Injectable()
export class RedeemChallenge {
  constructor(
    private readonly challenges: SignInChallenges,
    private readonly secondFactor: SecondFactor,
    private readonly accounts: Accounts,
    private readonly startSession: StartSession,
    private readonly signOut: SignOut,
    private readonly failures: FailedSignIns,
  ) {}

  /**
   * A wrong code leaves the challenge as it is, until there were too many.
   *
   * @throws DomainError `invalid-or-expired-token`, `invalid-second-factor`, `too-many-attempts`
   */
  async execute(challenge: string, code: string, device: Device): Promise<{ tokens: TokenPair; user: User }> {
    const { userId, remember } = await this.challenges.attempt(challenge);
    const user = await this.accounts.find(userId);
    if (!user || !maySignIn(user)) throw new DomainError(AuthErrors.invalidLink);
    if (!(await this.secondFactor.prove(userId, code))) {
      this.failures.note(userId);
      throw new DomainError(AuthErrors.invalidSecondFactor);
    }
    await this.challenges.use(challenge);
    const { sessionId, tokens } = await this.startSession.execute(userId, device, { remember });
    // Whoever sets a new password withdraws challenges and ends sessions. What begins meanwhile ends there or here.
    if (!(await this.challenges.stands(challenge))) {
      await this.signOut.execute(sessionId);
      throw new DomainError(AuthErrors.invalidLink);
    }
    return { tokens, user };
  }
}
