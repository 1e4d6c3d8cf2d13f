import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../../infra/mongo/index.js';
import { AuditTrail, type AuditAction } from '../../../audit/index.js';
import { EMAIL_CHANGE_PURPOSES } from '../../domain/auth-token.js';
import { EmailChangeRepository } from '../../persistence/email-change.repository.js';
import { OneTimeTokens } from '../one-time-tokens.js';

/** Gives up a change of address that is on its way; the links in its mails are dead. */
@Injectable()
export class CancelEmailChange {
  constructor(
    private readonly changes: EmailChangeRepository,
    private readonly tokens: OneTimeTokens,
    private readonly transactions: Transactions,
    private readonly audit: AuditTrail,
  ) {}

  /** For its owner, who may do so as often as wanted. */
  execute(userId: string): Promise<void> {
    return this.end(userId, 'auth.email-change-cancelled');
  }

  /**
   * For the reader of the old address, who wasn't it.
   *
   * @throws DomainError `invalid-or-expired-token`
   */
  refuse(token: string): Promise<void> {
    return this.transactions.run(async () =>
      this.end(await this.tokens.use(token, 'email_change_old'), 'auth.email-change-refused'),
    );
  }

  /** Because the address has become somebody else's meanwhile. */
  drop(userId: string): Promise<void> {
    return this.end(userId);
  }

  private end(userId: string, action?: AuditAction): Promise<void> {
    return this.transactions.run(async () => {
      const wasOnItsWay = await this.changes.cancel(userId);
      await this.tokens.withdraw(userId, EMAIL_CHANGE_PURPOSES);
      if (action && wasOnItsWay)
        await this.audit.record({ action, target: { type: 'user', id: userId }, by: userId });
    });
  }
}
