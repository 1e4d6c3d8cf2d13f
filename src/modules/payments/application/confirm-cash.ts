import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { AuditTrail } from '../../audit/index.js';
import { isPaid } from '../domain/payment-states.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { Fulfil } from './fulfil.js';

/** An administrator has the cash in hand (X33). A second confirmation changes nothing. */
@Injectable()
export class ConfirmCash {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly events: PaymentEventRepository,
    private readonly fulfil: Fulfil,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `payment-not-found`, `payment-not-cash`, `access-impossible` */
  async execute(paymentId: string, by: string): Promise<Payment> {
    const payment = await this.payments.findById(paymentId);
    if (!payment) throw new DomainError(PaymentErrors.notFound);
    if (payment.method !== 'cash') throw new DomainError(PaymentErrors.notCash);
    if (isPaid(payment.status)) return payment;
    await this.fulfil.execute(
      paymentId,
      { outcome: 'paid', amount: payment.amount, refs: {}, refunds: [], failure: null },
      async (verdict) => {
        if (verdict !== 'pay') return;
        await this.payments.noteConfirmation(paymentId, by);
        await this.events.log({
          provider: 'cash',
          eventId: `confirmed.${paymentId}`,
          type: 'cash-confirmed',
          paymentId,
          payload: { by },
          at: this.clock.now(),
        });
        await this.audit.record({
          action: 'payment.confirmed',
          target: { type: 'payment', id: paymentId },
          subject: payment.userId,
          before: { status: payment.status },
          after: { status: 'completed', courseId: payment.courseId, ...payment.amount },
        });
      },
    );
    return (await this.payments.findById(paymentId))!;
  }
}
