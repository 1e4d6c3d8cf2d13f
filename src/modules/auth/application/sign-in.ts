import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Accounts, maySignIn, type User } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { FailedSignIns } from './failed-sign-ins.js';
import { FinishSignIn } from './finish-sign-in.js';
import { SignInAttempts } from './sign-in-attempts.js';
import type { TokenPair } from './start-session.js';

export interface Credentials {
  /** E-mail address or user name. */
  readonly login: string;
  readonly password: string;
  /** Whether the session outlives idleness (X23). */
  readonly remember: boolean;
  /** A code of the authenticator app or a recovery code, where the account asks for one. */
  readonly totp?: string;
}

@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordHasher,
    private readonly attempts: SignInAttempts,
    private readonly finish: FinishSignIn,
    private readonly failures: FailedSignIns,
  ) {}

  /**
   * Signs somebody in with a password, whether or not the e-mail address is confirmed. An unknown name, a wrong password
   * and an account that may not sign in are told apart neither by the answer nor by its time (ASVS 6.3.8). Only who knows
   * the password learns whether there is a second factor.
   *
   * @throws DomainError `invalid-credentials`, `too-many-attempts`, and those of {@link FinishSignIn}
   */
  async execute(
    { login, password, remember, totp }: Credentials,
    device: Device,
  ): Promise<{ tokens: TokenPair; user: User }> {
    const found = await this.accounts.findCredentials(login);
    const target = { kind: 'password', name: login.trim().toLowerCase(), userId: found?.user.id } as const;
    const formerHash = found?.passwordHash ?? undefined;
    const user = await this.attempts.guard(target, device, async () => {
      const matches = await this.passwords.matches(password, formerHash);
      return matches && found && maySignIn(found.user) ? found.user : undefined;
    });
    if (!user || formerHash === undefined) {
      this.failures.note(found?.user.id);
      throw new DomainError(AuthErrors.invalidCredentials);
    }
    const passwordHash = await this.renewHash(user.id, password, formerHash);
    // Who sets a new password ends all sessions after that. None that begins meanwhile lasts: it ends there or here.
    const holds = async () => {
      const now = (await this.accounts.findCredentials(login))?.passwordHash ?? undefined;
      // Another sign-in can have renewed the hash, which leaves the password as it is.
      return now === passwordHash || this.passwords.matches(password, now);
    };
    const tokens = await this.finish.execute(user.id, device, { remember, totp, holds });
    return { tokens, user };
  }

  /**
   * Makes a hash of today's cost of a password that is right: only now is it there (X21).
   *
   * @returns the hash that is stored, unless somebody has stored another at the same moment; that one stays
   */
  private async renewHash(userId: string, password: string, former: string): Promise<string> {
    if (!this.passwords.isOutdated(former)) return former;
    const renewed = await this.passwords.hash(password);
    return (await this.accounts.renewPasswordHash(userId, former, renewed)) ? renewed : former;
  }
}
