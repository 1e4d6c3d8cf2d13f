import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { AuditTrail } from '../../audit/index.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { FlagResolution, Payment } from '../domain/payment.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';

/**
 * An administrator has dealt with what a payment was flagged for. That it happened stays: in `flags`, with who resolved it
 * and how. Should it happen again, the flag calls for a person again.
 */
@Injectable()
export class ResolveFlag {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly events: PaymentEventRepository,
    private readonly audit: AuditTrail,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly ids: Ids,
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
    const resolved = await this.payments.resolveFlag(paymentId, resolution);
    if (!resolved) return this.asItIs(paymentId, resolution);
    const { flag, note, by, at } = resolution;
    await this.events.log({
      provider: resolved.method,
      eventId: `flag-resolved.${this.ids.uuid()}`,
      type: 'flag-resolved',
      paymentId,
      payload: { flag, note, by },
      at,
    });
    await this.audit.record({
      action: 'payment.flag-resolved',
      target: { type: 'payment', id: paymentId },
      after: { courseId: resolved.courseId, flag, note },
      subject: resolved.userId,
    });
    return resolved;
  }

  private async asItIs(paymentId: string, { flag }: FlagResolution): Promise<Payment> {
    const payment = await this.payments.findById(paymentId);
    if (!payment) throw new DomainError(PaymentErrors.notFound);
    if (!payment.flags.includes(flag)) throw new DomainError(PaymentErrors.notFlagged);
    return payment;
  }
}
