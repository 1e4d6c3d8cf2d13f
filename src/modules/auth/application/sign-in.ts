import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PasswordHasher } from '../../../infra/crypto/index.js';
import { Accounts, type User } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import { AccessTokens } from './access-tokens.js';

@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: PasswordHasher,
    private readonly tokens: AccessTokens,
  ) {}

  /**
   * Signs somebody in by e-mail address or user name. An unknown name, a wrong password and an account that may not
   * sign in are told apart neither by the answer nor by its time (ASVS 6.3.8).
   *
   * @throws DomainError `invalid-credentials`
   */
  async execute(
    login: string,
    password: string,
  ): Promise<{ accessToken: string; expiresIn: number; user: User }> {
    const found = await this.accounts.findCredentials(login);
    const matches = await this.passwords.matches(password, found?.passwordHash ?? undefined);
    if (!found || !matches || found.user.status !== 'active')
      throw new DomainError(AuthErrors.invalidCredentials);
    return { ...(await this.tokens.issue(found.user.id)), user: found.user };
  }
}
