import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../infra/mongo/index.js';
import { Accounts } from '../../users/index.js';
import { OneTimeTokens } from './one-time-tokens.js';

/** Believes that an e-mail address is somebody's, because the token that was sent there has come back (000-09). */
@Injectable()
export class VerifyEmail {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: OneTimeTokens,
    private readonly transactions: Transactions,
  ) {}

  /** @throws DomainError `invalid-or-expired-token` */
  async execute(token: string): Promise<void> {
    await this.transactions.run(async () => {
      const userId = await this.tokens.use(token, 'email_verify');
      await this.accounts.markEmailVerified(userId);
    });
  }
}
