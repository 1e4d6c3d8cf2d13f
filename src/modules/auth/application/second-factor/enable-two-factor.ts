import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { AuthErrors } from '../../domain/auth.errors.js';
import { TwoFactorEnabled } from '../../domain/auth.events.js';
import { TwoFactorRepository } from '../../persistence/two-factor.repository.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SecondFactor } from './second-factor.js';
import { SeedVault } from './seed-vault.js';
import { acceptedStep, isTotp } from './totp.js';

/** Lets every later sign-in ask for the second factor, once a code has proved that the app works. */
@Injectable()
export class EnableTwoFactor {
  constructor(
    private readonly twoFactors: TwoFactorRepository,
    private readonly secondFactor: SecondFactor,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly seeds: SeedVault,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns the recovery codes; they are shown this once
   * @throws DomainError `two-factor-not-set-up`, `two-factor-enabled`, `invalid-code`, `too-many-requests`
   */
  async execute(userId: string, code: string): Promise<string[]> {
    const pending = await this.twoFactors.findOf(userId);
    if (!pending) throw new DomainError(AuthErrors.twoFactorNotSetUp);
    if (pending.enabledAt) throw new DomainError(AuthErrors.twoFactorEnabled);
    await this.secondFactor.countAttempt(userId);
    const now = this.clock.now();
    const secret = this.seeds.open(userId, pending.secret);
    const step = isTotp(code) ? acceptedStep(secret, code, now, pending.lastUsedStep) : undefined;
    if (step === undefined) throw new DomainError(AuthErrors.invalidCode);
    const { codes, hashes } = this.recoveryCodes.make(userId);
    await this.transactions.run(async () => {
      const values = { enabledAt: now, lastUsedStep: step, recoveryCodeHashes: hashes };
      // Somebody was faster: another tab has enabled it, or set it up anew.
      if (!(await this.twoFactors.enable(pending, values)))
        throw new DomainError(AuthErrors.twoFactorEnabled);
      await this.outbox.publish(new TwoFactorEnabled({ userId }));
      await this.audit.record({ action: 'auth.2fa-enabled', target: { type: 'user', id: userId } });
    });
    return codes;
  }
}
