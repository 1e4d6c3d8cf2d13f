import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import type { DomainEvent } from '../../../../common/events/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail, type AuditAction } from '../../../audit/index.js';
import { UserErrors } from '../../../users/index.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { TwoFactorDisabled, TwoFactorReset } from '../../domain/auth.events.js';
import { TwoFactorRepository } from '../../persistence/two-factor.repository.js';
import { SecondFactor } from './second-factor.js';

/** Takes the second factor away: app and recovery codes. */
@Injectable()
export class DisableTwoFactor {
  constructor(
    private readonly twoFactors: TwoFactorRepository,
    private readonly secondFactor: SecondFactor,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `two-factor-not-enabled`, `invalid-code`, `too-many-attempts` */
  async execute(userId: string, code: string): Promise<void> {
    if (!(await this.twoFactors.isOn(userId))) throw new DomainError(AuthErrors.twoFactorNotEnabled);
    if (!(await this.secondFactor.proveToChange(userId, code))) throw new DomainError(AuthErrors.invalidCode);
    if (!(await this.remove(userId, 'auth.2fa-disabled', new TwoFactorDisabled({ userId }))))
      throw new DomainError(AuthErrors.twoFactorNotEnabled);
  }

  /**
   * For somebody who has lost app and recovery codes, by an administrator who knows that it is really them.
   *
   * @throws DomainError `not-found` when there is nothing to take away, `own-account`
   */
  async byAdministrator(by: string, userId: string): Promise<void> {
    if (by === userId) throw new DomainError(UserErrors.ownAccount);
    if (!(await this.remove(userId, 'auth.2fa-reset', new TwoFactorReset({ userId, by }))))
      throw new DomainError(CommonErrors.notFound);
  }

  private remove(userId: string, action: AuditAction, event: DomainEvent): Promise<boolean> {
    return this.transactions.run(async () => {
      if (!(await this.twoFactors.remove(userId))) return false;
      await this.outbox.publish(event);
      await this.audit.record({ action, target: { type: 'user', id: userId } });
      return true;
    });
  }
}
