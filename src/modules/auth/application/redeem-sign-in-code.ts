import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Accounts, maySignIn } from '../../users/index.js';
import { AuthErrors } from '../domain/auth.errors.js';
import type { Device } from '../domain/session.js';
import { FinishSignIn } from './finish-sign-in.js';
import { OneTimeTokens } from './one-time-tokens.js';
import type { TokenPair } from './start-session.js';

/** Gives tokens for the code with which a sign-in at another provider ended. */
@Injectable()
export class RedeemSignInCode {
  constructor(
    private readonly tokens: OneTimeTokens,
    private readonly accounts: Accounts,
    private readonly finish: FinishSignIn,
    private readonly transactions: Transactions,
  ) {}

  /**
   * The code is used up, even when the second factor is still to be proved: the answer's `challenge` goes on from there.
   *
   * @throws DomainError `invalid-or-expired-token`, and those of {@link FinishSignIn}
   */
  async execute(code: string, totp: string | undefined, device: Device): Promise<TokenPair> {
    const userId = await this.transactions.run(() => this.tokens.use(code, 'oauth_sign_in'));
    const account = await this.accounts.findStanding(userId);
    if (!account || !maySignIn(account)) throw new DomainError(AuthErrors.invalidLink);
    return this.finish.execute(userId, device, { totp });
  }
}
