import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Enrollments } from '../../enrollments/index.js';
import type { Payment } from '../domain/payment.js';
import { CheckoutRepository } from '../persistence/checkout.repository.js';
import { PaymentListRepository } from '../persistence/payment-list.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { AskProvider } from './ask-provider.js';
import { GrantAccess } from './grant-access.js';

const BATCH = 200;
/** A buyer who pays is heard of sooner than this; then the provider's report may be lost. */
const SILENCE_MS = 5 * 60_000;

/** In these states an enrollment hasn't got what its payment is for. Others have had it, and ended otherwise. */
const WITHOUT_ACCESS: ReadonlySet<string> = new Set(['pending', 'waitlisted', 'cancelled']);

/** Compares what is stored here with the truth, and repairs what differs. */
@Injectable()
export class ReconcilePayments {
  private readonly logger = new Logger(ReconcilePayments.name);

  constructor(
    private readonly checkouts: CheckoutRepository,
    private readonly lists: PaymentListRepository,
    private readonly payments: PaymentRepository,
    private readonly enrollments: Enrollments,
    private readonly askProvider: AskProvider,
    private readonly grantAccess: GrantAccess,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Asks about open payments of which nothing was heard. @returns how many were asked about, changed, and couldn't be */
  async lookUpSilent(
    signal: AbortSignal,
  ): Promise<{ lookedUp: number; changed: number; unanswered: number }> {
    const counts = { lookedUp: 0, changed: 0, unanswered: 0 };
    const since = new Date(this.clock.now().getTime() - SILENCE_MS);
    for (const payment of await this.checkouts.findUnheardOf(since, BATCH)) {
      signal.throwIfAborted();
      counts.lookedUp++;
      try {
        const { status } = await this.askProvider.execute(payment);
        if (status !== payment.status) counts.changed++;
      } catch (error) {
        counts.unanswered++;
        this.logger.warn('A payment could not be looked up', { err: error, payment: payment.id });
        await this.checkouts.noteLookUp(payment.id, this.clock.now());
      }
    }
    return counts;
  }

  /** Finds what was paid in a time and gives no access, and repairs it. @returns how many were checked, repaired, refunded */
  async repairPaid(
    from: Date,
    signal: AbortSignal,
  ): Promise<{ checked: number; repaired: number; givenBack: number }> {
    const counts = { checked: 0, repaired: 0, givenBack: 0 };
    let last: string | undefined;
    for (;;) {
      const paid = await this.lists.findPaid(from, this.clock.now(), last, BATCH);
      for (const payment of paid) {
        signal.throwIfAborted();
        counts.checked++;
        if (await this.lacksAccess(payment)) counts[await this.repair(payment)]++;
      }
      if (paid.length < BATCH) return counts;
      last = paid.at(-1)?.id;
    }
  }

  private async lacksAccess({ id, enrollmentId, flags }: Payment): Promise<boolean> {
    if (flags.includes('late-money')) return false;
    const enrollment = await this.enrollments.find(enrollmentId);
    if (!enrollment) return true;
    return (
      WITHOUT_ACCESS.has(enrollment.status) &&
      (enrollment.currentPaymentId === null || enrollment.currentPaymentId === id)
    );
  }

  private repair({ id }: Payment): Promise<'repaired' | 'givenBack'> {
    this.logger.error('A payment was completed and its enrollment was not active', { payment: id });
    return this.transactions.run(async () => {
      const payment = (await this.payments.lock(id))!;
      if (await this.grantAccess.execute(payment)) return 'repaired';
      await this.grantAccess.giveBack(payment);
      return 'givenBack';
    });
  }
}
