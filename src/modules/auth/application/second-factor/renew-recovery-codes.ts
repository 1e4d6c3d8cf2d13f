import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { RecoveryCodesRenewed } from '../../domain/auth.events.js';
import { TwoFactorRepository } from '../../persistence/two-factor.repository.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactor } from './second-factor.js';

/** Gives somebody new recovery codes; the old ones are dead. */
@Injectable()
export class RenewRecoveryCodes {
  constructor(
    private readonly twoFactors: TwoFactorRepository,
    private readonly secondFactor: SecondFactor,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * @returns the codes; they are shown this once
   * @throws DomainError `two-factor-not-enabled`, `invalid-code`, `too-many-attempts`
   */
  async execute(userId: string, code: string): Promise<string[]> {
    if (!(await this.twoFactors.isOn(userId))) throw new DomainError(AuthErrors.twoFactorNotEnabled);
    if (!(await this.secondFactor.proveToChange(userId, code))) throw new DomainError(AuthErrors.invalidCode);
    const { codes, hashes } = this.recoveryCodes.make(userId);
    await this.transactions.run(async () => {
      if (!(await this.twoFactors.replaceRecoveryCodes(userId, hashes)))
        throw new DomainError(AuthErrors.twoFactorNotEnabled);
      await this.outbox.publish(new RecoveryCodesRenewed({ userId }));
      await this.audit.record({
        action: 'auth.recovery-codes-renewed',
        target: { type: 'user', id: userId },
      });
    });
    return codes;
  }
}
