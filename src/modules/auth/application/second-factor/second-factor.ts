import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { RecoveryCodeUsed } from '../../domain/auth.events.js';
import { CODE_ATTEMPTS, type TwoFactor } from '../../domain/two-factor.js';
import { TwoFactorRepository } from '../../persistence/two-factor.repository.js';
import { secondFactorChangeOf, secondFactorOf, SignInAttempts, type Target } from '../sign-in-attempts.js';
import { RecoveryCodes } from './recovery-codes.js';
import { SeedVault } from './seed-vault.js';
import { acceptedStep, isTotp } from './totp.js';

/** Asks for the second factor, wherever somebody has to prove it. */
@Injectable()
export class SecondFactor {
  constructor(
    private readonly twoFactors: TwoFactorRepository,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly seeds: SeedVault,
    private readonly attempts: SignInAttempts,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  isOn(userId: string): Promise<boolean> {
    return this.twoFactors.isOn(userId);
  }

  /**
   * Takes a code of the authenticator app or a recovery code of somebody who has just proved a first factor; either is good
   * once. Don't call it inside a transaction: a try counts, whatever becomes of the rest.
   *
   * @returns whether it is right
   * @throws DomainError `too-many-attempts` after too many wrong ones in a row
   */
  prove(userId: string, code: string): Promise<boolean> {
    return this.take(secondFactorOf(userId), userId, code);
  }

  /**
   * The same of somebody who is signed in and changes the second factor. Counted by itself: whoever holds a session needn't
   * know the password, and must not keep its owner from signing in.
   *
   * @throws DomainError `too-many-attempts`
   */
  proveToChange(userId: string, code: string): Promise<boolean> {
    return this.take(secondFactorChangeOf(userId), userId, code);
  }

  /**
   * Counts a first code of an app that is being set up: nothing is kept with it yet, so that it is no attempt to sign in.
   *
   * @throws DomainError `too-many-requests` after {@link CODE_ATTEMPTS}
   */
  async countAttempt(userId: string): Promise<void> {
    const now = this.clock.now();
    const { limit, windowSeconds } = CODE_ATTEMPTS;
    const until = new Date(now.getTime() + windowSeconds * 1000);
    const attempt = await this.twoFactors.countAttempt(userId, now, { limit, until });
    if (attempt.isAllowed) return;
    const retryAfterSeconds = Math.ceil((attempt.until.getTime() - now.getTime()) / 1000);
    throw new DomainError(CommonErrors.tooManyRequests, {
      detail: 'Too many wrong codes. Try again after the time in `Retry-After`.',
      retryAfterSeconds,
    });
  }

  private async take(target: Target, userId: string, code: string): Promise<boolean> {
    const found = await this.twoFactors.findOf(userId);
    if (!found?.enabledAt) return false;
    const use = () => (isTotp(code) ? this.useTotp(found, code) : this.useRecoveryCode(userId, code));
    const isRight = await this.attempts.guard(target, null, async () => (await use()) || undefined);
    return isRight === true;
  }

  private async useTotp(found: TwoFactor, code: string): Promise<boolean> {
    const secret = this.seeds.open(found.userId, found.secret);
    const step = acceptedStep(secret, code, this.clock.now(), found.lastUsedStep);
    return step !== undefined && (await this.twoFactors.useStep(found, step));
  }

  private useRecoveryCode(userId: string, code: string): Promise<boolean> {
    return this.transactions.run(async () => {
      const left = await this.twoFactors.useRecoveryCode(userId, this.recoveryCodes.hash(userId, code));
      if (left === undefined) return false;
      await this.outbox.publish(new RecoveryCodeUsed({ userId, left: String(left) }));
      await this.audit.record({
        action: 'auth.recovery-code-used',
        target: { type: 'user', id: userId },
        by: userId,
        after: { left },
      });
      return true;
    });
  }
}
