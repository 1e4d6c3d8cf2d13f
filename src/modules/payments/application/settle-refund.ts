import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { formatAmount } from '../../../common/money/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { Enrollments } from '../../enrollments/index.js';
import { REFUND_TRANSITIONS, statusAfterRefund } from '../domain/payment-states.js';
import { PaymentRefunded } from '../domain/payment.events.js';
import type { Payment, Refund, RefundStatus } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { RefundRepository } from '../persistence/refund.repository.js';
import { FlagPayment } from './flag-payment.js';
import { factsOf, snapshotOf } from './payment-facts.js';

/** What became of a refund. */
export interface RefundOutcome {
  readonly refundId: string;
  readonly status: RefundStatus;
  readonly providerRefundId: string | null;
}

/**
 * Records what became of a refund, once however often it is reported, and draws the consequences: a full one ends access,
 * a failed one gives back what it had reserved. Joins the caller's transaction, which holds the payment's lock.
 */
@Injectable()
export class SettleRefund {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly refunds: RefundRepository,
    private readonly enrollments: Enrollments,
    private readonly flagPayment: FlagPayment,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @returns the payment as it is afterwards */
  async execute(payment: Payment, { refundId, status, providerRefundId }: RefundOutcome): Promise<Payment> {
    const refund = payment.refunds.find((each) => each.refundId === refundId);
    if (!refund) return payment;
    if (status === 'pending' && providerRefundId && !refund.providerRefundId)
      await this.refunds.noteProviderId(payment.id, refundId, providerRefundId);
    if (!REFUND_TRANSITIONS[refund.status].includes(status)) return payment;
    const settled = await this.record(payment, refund, status, providerRefundId);
    if (status === 'succeeded') await this.afterSuccess(settled, refund);
    else await this.afterFailure(settled);
    await this.enrollments.projectPayment({
      enrollmentId: settled.enrollmentId,
      payment: snapshotOf(settled),
    });
    return settled;
  }

  private async record(
    payment: Payment,
    refund: Refund,
    to: RefundStatus,
    providerRefundId: string | null,
  ): Promise<Payment> {
    const refunded = payment.refundedAmount + (to === 'succeeded' ? refund.amount : 0);
    const recorded = await this.refunds.settle(payment.id, refund, {
      from: refund.status,
      to,
      providerRefundId,
      refundedAt: to === 'succeeded' ? this.clock.now() : null,
      paymentStatus: statusAfterRefund(payment.status, payment.amount.amount, refunded),
    });
    const settled = recorded && (await this.payments.findById(payment.id));
    if (!settled) throw new DomainError(CommonErrors.conflict);
    return settled;
  }

  private async afterSuccess(payment: Payment, refund: Refund): Promise<void> {
    const { currency } = payment.amount;
    await this.outbox.publish(
      new PaymentRefunded({
        ...factsOf(payment),
        refundId: refund.refundId,
        amount: formatAmount({ amount: refund.amount, currency }),
        currency,
      }),
    );
    if (payment.status === 'refunded' || refund.endAccess)
      await this.enrollments.endRefunded({ enrollmentId: payment.enrollmentId, paymentId: payment.id });
  }

  /** What was to be refused by it and is held still can be accepted or refused again. */
  private async afterFailure(payment: Payment): Promise<void> {
    await this.flagPayment.execute(payment, 'refund-failed');
    if (!payment.flags.includes('high-risk')) return;
    if (await this.enrollments.isHeld({ enrollmentId: payment.enrollmentId, paymentId: payment.id }))
      await this.flagPayment.execute(payment, 'high-risk');
  }
}
