import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import type { ProvenRefund } from '../domain/payment-provider.js';
import type { Payment, Refund } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { RefundRepository } from '../persistence/refund.repository.js';
import { FlagPayment } from './flag-payment.js';
import { SettleRefund } from './settle-refund.js';

/** Brings refunds up to what a provider proves, those made in its dashboard included. Joins the caller's transaction. */
@Injectable()
export class ApplyProvenRefunds {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly refunds: RefundRepository,
    private readonly settleRefund: SettleRefund,
    private readonly flagPayment: FlagPayment,
    private readonly clock: Clock,
  ) {}

  /** @param paid a payment that is paid; its lock is held */
  async execute(paid: Payment, proven: readonly ProvenRefund[]): Promise<Payment> {
    let payment = paid;
    for (const proof of proven) {
      const known = payment.refunds.find((refund) => isSame(refund, proof));
      if (!known && proof.status === 'failed') continue;
      const refundId = known?.refundId ?? (await this.recordForeign(payment, proof));
      if (!known) payment = (await this.payments.findById(payment.id)) ?? payment;
      payment = await this.settleRefund.execute(payment, { ...proof, refundId });
    }
    return payment;
  }

  /** Money went back that nobody here knows of: it counts, and somebody has to look. */
  private async recordForeign(payment: Payment, proof: ProvenRefund): Promise<string> {
    const refundId = proof.refundId ?? proof.providerRefundId;
    await this.refunds.recordForeign(payment.id, {
      refundId,
      amount: proof.amount,
      reason: 'Made at the provider',
      status: 'pending',
      endAccess: false,
      requestedBy: null,
      requestedAt: this.clock.now(),
      refundedAt: null,
      providerRefundId: proof.providerRefundId,
    });
    await this.flagPayment.execute(payment, 'foreign-refund');
    return refundId;
  }
}

const isSame = (refund: Refund, proof: ProvenRefund): boolean =>
  refund.refundId === proof.refundId || refund.providerRefundId === proof.providerRefundId;
