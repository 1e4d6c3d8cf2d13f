import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Enrollments } from '../../enrollments/index.js';
import { isOpen, isPaid } from '../domain/payment-states.js';
import type { Payment } from '../domain/payment.js';
import { CheckoutRepository } from '../persistence/checkout.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { AskProvider } from './ask-provider.js';
import { snapshotOf } from './payment-facts.js';

const BATCH = 100;
/** When to look again at a payment that its provider is still working on, or couldn't be asked about. */
const AGAIN_MS = 15 * 60_000;

/**
 * Ends checkouts whose time is over: the provider has the last word, then the payment is cancelled and the enrollment that
 * waited for it gives its seat to somebody else.
 */
@Injectable()
export class ReleaseCheckouts {
  private readonly logger = new Logger(ReleaseCheckouts.name);

  constructor(
    private readonly checkouts: CheckoutRepository,
    private readonly payments: PaymentRepository,
    private readonly enrollments: Enrollments,
    private readonly askProvider: AskProvider,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @returns how many checkouts ended, were paid at the last moment, and have to wait */
  async execute(signal: AbortSignal): Promise<{ released: number; paid: number; postponed: number }> {
    const counts = { released: 0, paid: 0, postponed: 0 };
    for (;;) {
      const due = await this.checkouts.findDue(this.clock.now(), BATCH);
      for (const payment of due) {
        signal.throwIfAborted();
        counts[await this.release(payment)]++;
      }
      if (due.length < BATCH) return counts;
    }
  }

  private async release(payment: Payment): Promise<'released' | 'paid' | 'postponed'> {
    try {
      const asked = isOpen(payment.status) ? await this.askProvider.execute(payment) : payment;
      if (isPaid(asked.status)) return 'paid';
      if (asked.status !== 'processing' && (await this.end(asked))) return 'released';
    } catch (error) {
      this.logger.warn('A checkout could not be ended now', { err: error, payment: payment.id });
    }
    await this.checkouts.postpone(payment.id, new Date(this.clock.now().getTime() + AGAIN_MS));
    return 'postponed';
  }

  /** @returns whether it could be ended; not when it was paid, or is being paid, in this moment */
  private end({ id, enrollmentId }: Payment): Promise<boolean> {
    return this.transactions.run(async () => {
      const payment = await this.payments.lock(id);
      if (!payment || isPaid(payment.status) || payment.status === 'processing') return false;
      if (payment.status === 'pending') {
        const cancelled = await this.payments.transition(payment, 'cancelled', {
          cancelledAt: this.clock.now(),
        });
        await this.enrollments.projectPayment({ enrollmentId, payment: snapshotOf(cancelled) });
      }
      await this.enrollments.cancelUnpaid({ enrollmentId, paymentId: id });
      await this.checkouts.letGo(id);
      return true;
    });
  }
}
