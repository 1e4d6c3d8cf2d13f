import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../infra/mongo/index.js';
import { PaymentProviders, type RefundAnswer } from '../domain/payment-provider.js';
import type { Payment, Refund } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { forProvider } from './payment-facts.js';
import { SettleRefund } from './settle-refund.js';

/**
 * Hands a promised refund to the provider, or asks what became of it. May be repeated: the provider knows a refund by its
 * id, and what is over stays as it is.
 */
@Injectable()
export class SendRefund {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly providers: PaymentProviders,
    private readonly settleRefund: SettleRefund,
    private readonly transactions: Transactions,
  ) {}

  /** @throws DomainError `payment-provider-unavailable` when it is to be tried again */
  async execute(paymentId: string, refundId: string): Promise<void> {
    const payment = await this.payments.findById(paymentId);
    const refund = payment?.refunds.find((each) => each.refundId === refundId);
    if (!payment || refund?.status !== 'pending') return;
    const { status, providerRefundId } = await this.ask(payment, refund);
    const settle = async () => {
      const locked = await this.payments.lock(paymentId);
      if (locked) await this.settleRefund.execute(locked, { refundId, status, providerRefundId });
    };
    await this.transactions.run(settle, { inTurnOf: `payment:${paymentId}` });
  }

  private ask(
    payment: Payment,
    { refundId, amount, reason, requestedAt, providerRefundId }: Refund,
  ): Promise<RefundAnswer> {
    if (payment.method === 'cash') return Promise.resolve({ status: 'succeeded', providerRefundId: null });
    const provider = this.providers.of(payment.method);
    const known = forProvider(payment);
    return providerRefundId
      ? provider.lookUpRefund({ payment: known, refundId, providerRefundId })
      : provider.refund({ payment: known, refundId, promisedAt: requestedAt, amount, reason });
  }
}
