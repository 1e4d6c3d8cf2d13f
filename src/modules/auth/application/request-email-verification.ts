import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { MailLimiter } from '../../../infra/mail/index.js';
import { Accounts, maySignIn, normalizeEmail } from '../../users/index.js';
import { EmailVerificationRequested } from '../domain/auth.events.js';
import { OneTimeTokens } from './one-time-tokens.js';

/** Has a mail sent that asks somebody to confirm the e-mail address. */
@Injectable()
export class RequestEmailVerification {
  constructor(
    private readonly accounts: Accounts,
    private readonly tokens: OneTimeTokens,
    private readonly limiter: MailLimiter,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  /** For whoever asks: neither answer nor time tell whether there is an account, or a reason to write to it. */
  async execute(email: string): Promise<void> {
    if (!(await this.limiter.allows('verify-email', normalizeEmail(email)))) return;
    const user = await this.accounts.findByEmail(email);
    const isWaiting = user && maySignIn(user) && user.emailVerifiedAt === null;
    await this.transactions.run(() => this.send(isWaiting ? user.id : this.tokens.nobody()));
  }

  /** Joins the caller's transaction. */
  async send(userId: string): Promise<void> {
    const { id } = await this.tokens.issue(userId, 'email_verify');
    await this.outbox.publish(new EmailVerificationRequested({ userId, tokenId: id }));
  }
}
