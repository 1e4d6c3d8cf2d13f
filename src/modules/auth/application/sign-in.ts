import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Accounts, type User } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { SignOut } from './sign-out.js';
import { StartSession, type TokenPair } from './start-session.js';

export interface Credentials {
  /** E-mail address or user name. */
  readonly login: string;
  readonly password: string;
  /** Whether the session outlives idleness (X23). */
  readonly remember: boolean;
}

@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordHasher,
    private readonly startSession: StartSession,
    private readonly signOut: SignOut,
  ) {}

  /**
   * Signs somebody in with a password, whether or not the e-mail address is confirmed. An unknown name, a wrong password
   * and an account that may not sign in are told apart neither by the answer nor by its time (ASVS 6.3.8).
   *
   * @throws DomainError `invalid-credentials`
   */
  async execute(
    { login, password, remember }: Credentials,
    device: Device,
  ): Promise<{ tokens: TokenPair; user: User }> {
    const found = await this.accounts.findCredentials(login);
    const matches = await this.passwords.matches(password, found?.passwordHash ?? undefined);
    if (!found || !matches || found.user.status !== 'active')
      throw new DomainError(AuthErrors.invalidCredentials);
    const { sessionId, tokens } = await this.startSession.execute(found.user.id, device, { remember });
    // Who sets a new password ends all sessions after that. None that begins meanwhile lasts: it ends there or here.
    const current = await this.accounts.findCredentials(login);
    if (current?.passwordHash !== found.passwordHash) {
      await this.signOut.execute(sessionId);
      throw new DomainError(AuthErrors.invalidCredentials);
    }
    return { tokens, user: found.user };
  }
}
