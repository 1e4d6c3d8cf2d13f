import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import { AuthConfig } from '../../../../config/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { MailLimiter } from '../../../../infra/mail/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { Accounts, normalizeEmail, type User } from '../../../users/index.js';
import { EMAIL_CHANGE_PURPOSES } from '../../domain/auth-token.js';
import { AddressWanted, EmailChangeRequested, NewEmailToConfirm } from '../../domain/auth.events.js';
import { EmailChangeRepository } from '../../persistence/email-change.repository.js';
import { OneTimeTokens } from '../one-time-tokens.js';
import { ChangeVault } from './change-vault.js';

/** Begins a change of address: both addresses are asked, and until both agree nothing changes (ASVS 6.4.x). */
@Injectable()
export class RequestEmailChange {
  constructor(
    private readonly accounts: Accounts,
    private readonly changes: EmailChangeRepository,
    private readonly vault: ChangeVault,
    private readonly tokens: OneTimeTokens,
    private readonly limiter: MailLimiter,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly config: AuthConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * It takes the place of one that was on its way. Neither answer nor time tell whether somebody else has the address:
   * that one gets a mail instead.
   *
   * @throws DomainError `validation-failed` for the address that the account has
   */
  async execute(
    { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
    email: string,
  ): Promise<void> {
    const newEmail = normalizeEmail(email);
    const user = await this.accounts.find(userId);
    if (!user) throw new DomainError(CommonErrors.notFound);
    if (user.email === newEmail) throw new DomainError(CommonErrors.validationFailed, { errors: [SAME] });
    if (!(await this.limiter.allows('change-email', newEmail))) return;
    const owner = await this.accounts.findByEmail(newEmail);
    await this.transactions.run(() => this.begin(user, sessionId, newEmail, owner));
  }

  private async begin(
    user: User,
    sessionId: string,
    newEmail: string,
    owner: User | undefined,
  ): Promise<void> {
    const { id: userId, email: oldEmail } = user;
    const now = this.clock.now();
    const changeId = this.changes.nextId();
    const needsOldConfirmation = user.emailVerifiedAt !== null;
    await this.tokens.withdraw(userId, EMAIL_CHANGE_PURPOSES);
    await this.changes.begin({
      id: changeId,
      userId,
      sessionId,
      ...this.vault.seal(changeId, { old: oldEmail, new: newEmail }),
      needsOldConfirmation,
      oldConfirmedAt: null,
      newConfirmedAt: null,
      requestedAt: now,
      expiresAt: new Date(now.getTime() + this.config.EMAIL_CHANGE_TTL_SECONDS * 1000),
    });
    if (needsOldConfirmation) {
      const { id: tokenId } = await this.tokens.issue(userId, 'email_change_old');
      await this.outbox.publish(new EmailChangeRequested({ userId, changeId, tokenId }));
    }
    const { id: tokenId } = await this.tokens.issue(userId, 'email_change_new');
    await this.outbox.publish(
      owner ? new AddressWanted({ userId: owner.id }) : new NewEmailToConfirm({ userId, changeId, tokenId }),
    );
    await this.audit.record({
      action: 'auth.email-change-requested',
      target: { type: 'user', id: userId },
    });
  }
}

const SAME = { pointer: '/newEmail', code: 'same-address', detail: 'is the address that the account has' };
