import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { formatAmount, parseAmount } from '../../../common/money/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { AuditTrail } from '../../audit/index.js';
import { isPaid } from '../domain/payment-states.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { PromiseRefund } from './promise-refund.js';
import { RecordResolution } from './record-resolution.js';

export interface RefundWish {
  readonly paymentId: string;
  /** A decimal string; all that is left unless given. */
  readonly amount?: string;
  readonly reason: string;
  /** Ends access although something stays paid (P11). */
  readonly endAccess: boolean;
  /** Who asks. */
  readonly by: string;
}

/** An administrator gives money back, in full or in part; never more than was paid, however many ask at once. */
@Injectable()
export class RequestRefund {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly promiseRefund: PromiseRefund,
    private readonly audit: AuditTrail,
    private readonly recordResolution: RecordResolution,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `payment-not-found`, `payment-not-refundable`, `refund-too-large`, `not-an-amount` */
  execute(wish: RefundWish): Promise<Payment> {
    return this.transactions.run(() => this.promise(wish), { inTurnOf: `payment:${wish.paymentId}` });
  }

  private async promise({ paymentId, amount, reason, endAccess, by }: RefundWish): Promise<Payment> {
    const payment = await this.payments.lock(paymentId);
    if (!payment) throw new DomainError(PaymentErrors.notFound);
    const wanted = amount === undefined ? payment.refundable : minorUnits(amount, payment);
    if (!isPaid(payment.status) || payment.refundable <= 0)
      throw new DomainError(PaymentErrors.notRefundable);
    const promised = await this.promiseRefund.execute(payment, {
      amount: wanted,
      reason,
      endAccess,
      requestedBy: by,
    });
    if (!promised)
      throw new DomainError(PaymentErrors.refundTooLarge, {
        detail: `At most ${formatAmount({ ...payment.amount, amount: payment.refundable })} ${payment.amount.currency} can be refunded now.`,
      });
    await this.audit.record({
      action: 'payment.refunded',
      target: { type: 'payment', id: paymentId },
      subject: payment.userId,
      after: {
        courseId: payment.courseId,
        amount: wanted,
        currency: payment.amount.currency,
        endAccess,
        reason,
      },
    });
    return this.isRefused(promised, endAccess) ? this.refuse(promised, { reason, by }) : promised;
  }

  /** Whether what was held is to open nothing any more: nobody is to look at it then. */
  private isRefused({ openFlags, refundable }: Payment, endAccess: boolean): boolean {
    return openFlags.includes('high-risk') && (refundable <= 0 || endAccess);
  }

  private async refuse(
    payment: Payment,
    { reason, by }: Pick<RefundWish, 'reason' | 'by'>,
  ): Promise<Payment> {
    const resolution = { flag: 'high-risk', note: `Refunded: ${reason}`, by, at: this.clock.now() } as const;
    return (await this.recordResolution.execute(payment.id, resolution)) ?? payment;
  }
}

function minorUnits(text: string, { amount: { currency } }: Payment): number {
  const { amount } = parseAmount(text, currency);
  if (amount > 0) return amount;
  throw new DomainError(CommonErrors.validationFailed, {
    errors: [{ pointer: '/amount', code: 'min', detail: 'must be more than nothing' }],
  });
}
