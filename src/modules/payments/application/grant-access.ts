import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Enrollments } from '../../enrollments/index.js';
import type { Payment } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { FlagPayment } from './flag-payment.js';
import { snapshotOf } from './payment-facts.js';
import { PromiseRefund } from './promise-refund.js';

/** Gives what was paid for. Joins the caller's transaction, which holds the payment's lock. */
@Injectable()
export class GrantAccess {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly enrollments: Enrollments,
    private readonly flagPayment: FlagPayment,
    private readonly promiseRefund: PromiseRefund,
    private readonly clock: Clock,
  ) {}

  /** @returns whether it could be given */
  async execute(payment: Payment): Promise<boolean> {
    const { enrollmentId } = payment;
    const outcome = await this.enrollments.activatePaid({ enrollmentId, payment: snapshotOf(payment) });
    if (outcome === 'refused') return false;
    await this.cancelOther(payment);
    return true;
  }

  /** Money that can't buy anything any more goes back by itself (A.7); cash by the hand of whoever the flag calls. */
  async giveBack(payment: Payment): Promise<Payment> {
    await this.flagPayment.execute(payment, 'late-money');
    if (payment.method === 'cash' || payment.refundable <= 0) return payment;
    const promised = await this.promiseRefund.execute(payment, {
      amount: payment.refundable,
      reason: 'The course could not be given for this payment any more.',
      endAccess: false,
      requestedBy: null,
    });
    return promised ?? payment;
  }

  /** A checkout that was begun after this one isn't needed any more. */
  private async cancelOther(payment: Payment): Promise<void> {
    const other = await this.payments.findOpen(payment.enrollmentId);
    if (other) await this.payments.transition(other, 'cancelled', { cancelledAt: this.clock.now() });
  }
}
