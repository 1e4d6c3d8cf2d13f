import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { People } from '../../users/index.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { FlagResolution, Payment } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { GrantAccess } from './grant-access.js';
import { RecordResolution } from './record-resolution.js';

/**
 * An administrator has dealt with what a payment was flagged for. That it happened stays: in `flags`, with who resolved it
 * and how. Should it happen again, the flag calls for a person again. Who resolves `high-risk` accepts the payment: what was
 * held is given now, or goes back if it can't be given any more. Who doesn't accept it refunds it.
 */
@Injectable()
export class ResolveFlag {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly recordResolution: RecordResolution,
    private readonly grantAccess: GrantAccess,
    private readonly people: People,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * A flag that is resolved already stays as it was resolved.
   *
   * @throws DomainError `payment-not-found`, `flag-not-found`
   */
  execute(paymentId: string, resolution: Omit<FlagResolution, 'at'>): Promise<Payment> {
    return this.transactions.run(() => this.resolve(paymentId, { ...resolution, at: this.clock.now() }), {
      inTurnOf: `payment:${paymentId}`,
    });
  }

  private async resolve(paymentId: string, resolution: FlagResolution): Promise<Payment> {
    const resolved = await this.recordResolution.execute(paymentId, resolution);
    if (!resolved) return this.asItIs(paymentId, resolution);
    const isAccepted = resolution.flag === 'high-risk' && resolved.refundable > 0;
    if (!isAccepted || (await this.give(resolved))) return resolved;
    return this.grantAccess.giveBack(resolved);
  }

  /** @returns whether it could be given; not to an account that is gone */
  private async give(payment: Payment): Promise<boolean> {
    const buyer = await this.people.findContact(payment.userId);
    return buyer !== undefined && this.grantAccess.execute(payment);
  }

  private async asItIs(paymentId: string, { flag }: FlagResolution): Promise<Payment> {
    const payment = await this.payments.findById(paymentId);
    if (!payment) throw new DomainError(PaymentErrors.notFound);
    if (!payment.flags.includes(flag)) throw new DomainError(PaymentErrors.notFlagged);
    return payment;
  }
}
