import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { RefundRequested } from '../domain/payment.events.js';
import type { Payment, Refund } from '../domain/payment.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { RefundRepository } from '../persistence/refund.repository.js';
import { SettleRefund } from './settle-refund.js';

export interface NewRefund {
  readonly amount: number;
  readonly reason: string;
  readonly endAccess: boolean;
  readonly requestedBy: string | null;
}

/**
 * Reserves money for a refund and sees to it that the provider is asked; cash was given back by whoever says so. Joins the
 * caller's transaction.
 */
@Injectable()
export class PromiseRefund {
  constructor(
    private readonly refunds: RefundRepository,
    private readonly events: PaymentEventRepository,
    private readonly settleRefund: SettleRefund,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @returns the payment with the refund; undefined when that much isn't left of it */
  async execute(payment: Payment, promise: NewRefund): Promise<Payment | undefined> {
    const refund: Refund = {
      ...promise,
      refundId: this.ids.uuid(),
      status: 'pending',
      requestedAt: this.clock.now(),
      refundedAt: null,
      providerRefundId: null,
    };
    const reserved = await this.refunds.reserve(payment.id, refund);
    if (!reserved) return undefined;
    const { refundId, amount, reason, endAccess, requestedBy } = refund;
    await this.events.log({
      provider: payment.method,
      eventId: `refund-requested.${refundId}`,
      type: 'refund-requested',
      paymentId: payment.id,
      payload: { refundId, amount, reason, endAccess, requestedBy },
      at: refund.requestedAt,
    });
    if (payment.method === 'cash')
      return this.settleRefund.execute(reserved, { refundId, status: 'succeeded', providerRefundId: null });
    await this.outbox.publish(new RefundRequested({ paymentId: payment.id, refundId }));
    return reserved;
  }
}
