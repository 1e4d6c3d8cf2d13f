import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { Accounts, UserErrors } from '../../../users/index.js';
import { MAILED_PURPOSES } from '../../domain/auth-token.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { EmailChanged } from '../../domain/auth.events.js';
import { isAgreed, type ChangeSide } from '../../domain/email-change.js';
import { EmailChangeRepository, type SealedChange } from '../../persistence/email-change.repository.js';
import { EmailCodes } from '../email-codes.js';
import { OneTimeTokens } from '../one-time-tokens.js';
import { SignOut } from '../sign-out.js';
import { CancelEmailChange } from './cancel-email-change.js';
import { ChangeVault } from './change-vault.js';

const PURPOSE_OF = { old: 'email_change_old', new: 'email_change_new' } as const;

/** Takes the agreement of one of the addresses; with that of the last, the account has the new one. */
@Injectable()
export class ConfirmEmailChange {
  constructor(
    private readonly accounts: Accounts,
    private readonly changes: EmailChangeRepository,
    private readonly vault: ChangeVault,
    private readonly tokens: OneTimeTokens,
    private readonly codes: EmailCodes,
    private readonly signOut: SignOut,
    private readonly cancel: CancelEmailChange,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DomainError `invalid-or-expired-token`, also when somebody else has got the address meanwhile: then the change
   *   is over, and nobody learns why
   */
  async execute(token: string): Promise<void> {
    const ownerOfOld = await this.tokens.ownerOf(token, PURPOSE_OF.old);
    const side: ChangeSide = ownerOfOld === undefined ? 'new' : 'old';
    const userId = ownerOfOld ?? (await this.tokens.ownerOf(token, PURPOSE_OF.new));
    if (userId === undefined) throw new DomainError(AuthErrors.invalidLink);
    try {
      await this.transactions.run(() => this.confirm(token, side));
    } catch (error) {
      if (!DomainError.is(error, UserErrors.emailTaken)) throw error;
      await this.cancel.drop(userId);
      throw new DomainError(AuthErrors.invalidLink);
    }
  }

  private async confirm(token: string, side: ChangeSide): Promise<void> {
    const userId = await this.tokens.use(token, PURPOSE_OF[side]);
    const change = await this.changes.confirm(userId, side, this.clock.now());
    if (!change) throw new DomainError(AuthErrors.invalidLink);
    if (isAgreed(change)) await this.complete(change);
  }

  /** The unique index decides whether the address is free. What was sent to the old address is worthless from now on. */
  private async complete(change: SealedChange): Promise<void> {
    const { id: changeId, userId, sessionId } = change;
    await this.accounts.changeEmail(userId, this.vault.open(change, 'new'));
    await this.changes.finish(changeId);
    await this.tokens.withdraw(userId, MAILED_PURPOSES);
    await this.codes.withdraw(userId);
    await this.signOut.elsewhere(userId, sessionId, 'email-changed');
    // Once more, for those who were let in with what was sent to the old address.
    await this.transactions.afterCommit(() => this.signOut.elsewhere(userId, sessionId, 'email-changed'));
    await this.outbox.publish(new EmailChanged({ userId, changeId }));
    await this.audit.record({
      action: 'auth.email-changed',
      target: { type: 'user', id: userId },
      by: userId,
    });
  }
}
