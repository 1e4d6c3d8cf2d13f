import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { MailLimiter } from '../../../infra/mail/index.js';
import { Accounts, maySignIn, normalizeEmail } from '../../users/index.js';
import { EmailCodeRequested } from '../domain/auth.events.js';
import type { CodePurpose } from '../domain/email-code.js';
import { EmailCodes } from './email-codes.js';
import { OneTimeTokens } from './one-time-tokens.js';

/** Has a code sent with which somebody shows who it is without a password (001-07). */
@Injectable()
export class RequestEmailCode {
  constructor(
    private readonly accounts: Accounts,
    private readonly codes: EmailCodes,
    private readonly tokens: OneTimeTokens,
    private readonly limiter: MailLimiter,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
  ) {}

  /** For signing in. Neither answer nor time tell whether there is an account: for nobody the same is done. */
  async toSignIn(email: string): Promise<void> {
    const address = normalizeEmail(email);
    const user = await this.accounts.findByEmail(address);
    await this.send(address, 'sign-in', user && maySignIn(user) ? user.id : null);
  }

  /** For operations that ask somebody who is signed in for a recent proof. */
  async toProveAgain(userId: string): Promise<void> {
    const user = await this.accounts.find(userId);
    if (user) await this.send(user.email, 'reauthenticate', userId);
  }

  /** No mail goes to nobody. */
  private async send(address: string, purpose: CodePurpose, userId: string | null): Promise<void> {
    // A code that was sent a moment ago stays good.
    if (!(await this.limiter.allows(`code to ${purpose}`, address))) return;
    await this.transactions.run(async () => {
      const codeId = await this.codes.issue(address, purpose, userId);
      await this.outbox.publish(new EmailCodeRequested({ userId: userId ?? this.tokens.nobody(), codeId }));
    });
  }
}
