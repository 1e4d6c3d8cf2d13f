import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Enrollments } from '../../enrollments/index.js';
import { PaymentProviders } from '../domain/payment-provider.js';
import type { Payment } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { forProvider, snapshotOf } from './payment-facts.js';

/** Takes back a checkout that nobody has paid, because the wish to buy is gone or has changed. */
@Injectable()
export class WithdrawCheckout {
  private readonly logger = new Logger(WithdrawCheckout.name);

  constructor(
    private readonly payments: PaymentRepository,
    private readonly enrollments: Enrollments,
    private readonly providers: PaymentProviders,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Withdraws what is open for an enrollment that was cancelled, unless it has been taken up again since. Money that is on
   * its way is dealt with when it comes.
   */
  async execute(enrollmentId: string): Promise<void> {
    const withdrawn = await this.transactions.run(async () => {
      const enrollment = await this.enrollments.find(enrollmentId);
      if (enrollment?.status !== 'cancelled') return undefined;
      const open = await this.payments.findOpen(enrollmentId);
      if (open?.status !== 'pending') return undefined;
      const cancelled = await this.payments.transition(open, 'cancelled', { cancelledAt: this.clock.now() });
      await this.enrollments.projectPayment({ enrollmentId, payment: snapshotOf(cancelled) });
      return cancelled;
    });
    if (withdrawn) await this.closeAtProvider(withdrawn);
  }

  /** Not being able to is no harm: what is paid all the same is late money (A.7). */
  async closeAtProvider(payment: Payment): Promise<void> {
    if (payment.method === 'cash' || payment.redirectUrl === null) return;
    try {
      await this.providers.of(payment.method).closeCheckout(forProvider(payment));
    } catch (error) {
      this.logger.warn('A checkout could not be closed at its provider', { err: error, payment: payment.id });
    }
  }
}
