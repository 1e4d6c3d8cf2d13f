import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { MailLimiter } from '../../../infra/mail/index.js';
import { Accounts, normalizeEmail } from '../../users/index.js';
import { EmailCodeRequested } from '../domain/auth.events.js';
import { EmailCodes } from './email-codes.js';
import { OneTimeTokens } from './one-time-tokens.js';

/** Has a code sent with which somebody signs in without a password (001-07). */
@Injectable()
export class RequestSignInCode {
  constructor(
    private readonly accounts: Accounts,
    private readonly codes: EmailCodes,
    private readonly tokens: OneTimeTokens,
    private readonly limiter: MailLimiter,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  /** Neither answer nor time tell whether there is an account: for nobody the same is done, and no mail follows. */
  async execute(email: string): Promise<void> {
    const address = normalizeEmail(email);
    // A code that was sent a moment ago stays good.
    if (!(await this.limiter.allows('sign-in-code', address))) return;
    const user = await this.accounts.findByEmail(address);
    const userId = user?.status === 'active' ? user.id : null;
    await this.transactions.run(async () => {
      const codeId = await this.codes.issue(address, 'sign-in', userId);
      await this.outbox.publish(new EmailCodeRequested({ userId: userId ?? this.tokens.nobody(), codeId }));
    });
  }
}
