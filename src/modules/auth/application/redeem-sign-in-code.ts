import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Accounts } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { OneTimeTokens } from './one-time-tokens.js';
import { StartSession, type TokenPair } from './start-session.js';

/** Gives tokens for the code with which a sign-in at another provider ended. */
@Injectable()
export class RedeemSignInCode {
  constructor(
    private readonly tokens: OneTimeTokens,
    private readonly accounts: Accounts,
    private readonly startSession: StartSession,
    private readonly transactions: Transactions,
  ) {}

  /** @throws DomainError `invalid-or-expired-token` */
  async execute(code: string, device: Device): Promise<TokenPair> {
    const userId = await this.transactions.run(() => this.tokens.use(code, 'oauth_sign_in'));
    if ((await this.accounts.findStanding(userId))?.status !== 'active')
      throw new DomainError(AuthErrors.invalidLink);
    return (await this.startSession.execute(userId, device)).tokens;
  }
}
