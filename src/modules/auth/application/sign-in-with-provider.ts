import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { duplicateFields, Transactions } from '../../../infra/mongo/index.js';
import { Accounts, maySignIn, UserErrors } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Identity } from '../domain/identity.js';
import { OAuthAccountRepository } from '../persistence/oauth-account.repository.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { RequestEmailVerification } from './request-email-verification.js';

/** Finds or makes the account of somebody whom another provider knows (004-11). */
@Injectable()
export class SignInWithProvider {
  constructor(
    private readonly links: OAuthAccountRepository,
    private readonly accounts: Accounts,
    private readonly verification: RequestEmailVerification,
    private readonly tokens: OneTimeTokens,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The provider's id decides who it is. An e-mail address never does: whoever has an account with the same address must
   * sign in to it first, since the provider can be wrong about whose it is.
   *
   * @returns a code, good once and for a minute, that the client changes for tokens
   * @throws DomainError `link-required`, `email-missing`; `provider-refused` for an account that may not sign in
   */
  async execute(identity: Identity): Promise<string> {
    try {
      return await this.transactions.run(() => this.findOrCreate(identity));
    } catch (error) {
      if (!isTaken(error)) throw error;
      // Somebody was faster: the same person in another tab, or somebody who registered with the address.
      return this.transactions.run(() => this.findOrCreate(identity, { mayCreate: false }));
    }
  }

  private async findOrCreate(identity: Identity, { mayCreate = true } = {}): Promise<string> {
    const known = await this.links.findUserId(identity);
    if (!known && !mayCreate) throw new DomainError(AuthErrors.linkRequired);
    const userId = known ?? (await this.create(identity));
    const account = await this.accounts.findStanding(userId);
    if (!account || !maySignIn(account)) throw new DomainError(AuthErrors.providerRefused);
    return (await this.tokens.issue(userId, 'oauth_sign_in')).token;
  }

  private async create(identity: Identity): Promise<string> {
    const { email, emailVerified, firstName, lastName } = identity;
    if (!email) throw new DomainError(AuthErrors.emailMissing);
    const { id } = await this.accounts.create({
      email,
      emailVerified,
      passwordHash: null,
      role: 'student',
      source: 'web',
      profile: { firstName, lastName },
    });
    await this.links.link(identity, id);
    if (!emailVerified) await this.verification.send(id);
    return id;
  }
}

const isTaken = (error: unknown): boolean =>
  DomainError.is(error, UserErrors.emailTaken) || duplicateFields(error).length > 0;
