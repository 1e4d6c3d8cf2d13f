import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { MailLimiter } from '../../../infra/mail/index.js';
import { Accounts, maySignIn, normalizeEmail } from '../../users/index.js';
import { PasswordResetRequested } from '../domain/auth.events.js';
import { OneTimeTokens } from './one-time-tokens.js';

/** Has a mail sent with which somebody can set a new password (004-13). */
@Injectable()
export class RequestPasswordReset {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: OneTimeTokens,
    private readonly limiter: MailLimiter,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  /** Neither answer nor time tell whether there is an account (X24). Who never had a password gets one so. */
  async execute(email: string): Promise<void> {
    if (!(await this.limiter.allows('reset-password', normalizeEmail(email)))) return;
    const user = await this.accounts.findByEmail(email);
    const userId = user && maySignIn(user) ? user.id : this.tokens.nobody();
    await this.transactions.run(async () => {
      const { id } = await this.tokens.issue(userId, 'password_reset');
      await this.outbox.publish(new PasswordResetRequested({ userId, tokenId: id }));
    });
  }
}
