import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Accounts } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { SessionRepository } from '../persistence/session.repository.js';
import { SecondFactor } from './second-factor/second-factor.js';

/** With what somebody who is signed in shows again who it is. */
export interface Proof {
  readonly password: string;
  /** A code of the authenticator app or a recovery code, where the account asks for one. */
  readonly totp?: string;
}

/** Makes the authentication of a session recent again, for operations that ask for that (ASVS 7.5.3). */
@Injectable()
export class Reauthenticate {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordHasher,
    private readonly secondFactor: SecondFactor,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `invalid-credentials`, also for an account without a password: its owner signs in anew.
   *   `second-factor-required`, `invalid-second-factor` where the account asks for one
   */
  async execute(
    { userId, sessionId }: Pick<Principal, 'userId' | 'sessionId'>,
    { password, totp }: Proof,
  ): Promise<void> {
    const passwordHash = await this.accounts.findPasswordHash(userId);
    if (!(await this.passwords.matches(password, passwordHash)))
      throw new DomainError(AuthErrors.invalidCredentials);
    await this.proveSecondFactor(userId, totp);
    await this.sessions.markAuthenticated(sessionId, this.clock.now());
  }

  private async proveSecondFactor(userId: string, totp: string | undefined): Promise<void> {
    if (!(await this.secondFactor.isOn(userId))) return;
    const { secondFactorRequired, invalidSecondFactor } = AuthErrors;
    if (totp === undefined) throw new DomainError(secondFactorRequired, { detail: 'Send `totp`, too.' });
    if (!(await this.secondFactor.prove(userId, totp))) throw new DomainError(invalidSecondFactor);
  }
}
