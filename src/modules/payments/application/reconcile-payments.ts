import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Enrollments } from '../../enrollments/index.js';
import { lacksAccess } from '../domain/lacks-access.js';
import type { Payment } from '../domain/payment.js';
import { CheckoutRepository } from '../persistence/checkout.repository.js';
import { PaymentListRepository } from '../persistence/payment-list.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { AskProvider } from './ask-provider.js';
import { GrantAccess } from './grant-access.js';

const BATCH = 200;
/** A buyer who pays is heard of sooner than this; then the provider's report may be lost. */
const SILENCE_MS = 5 * 60_000;

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

  /**
   * Finds what was paid in a time and gives no access, and repairs it. One that can't be repaired keeps no other back.
   *
   * @returns how many were checked, repaired, refunded, left to a person, and couldn't be repaired now
   */
  async repairPaid(
    from: Date,
    signal: AbortSignal,
  ): Promise<Record<'checked' | 'repaired' | 'givenBack' | 'flagged' | 'failed', number>> {
    const counts = { checked: 0, repaired: 0, givenBack: 0, flagged: 0, failed: 0 };
    let last: Payment | undefined;
    for (;;) {
      const paid = await this.lists.findPaid(from, this.clock.now(), last, BATCH);
      const enrollments = await this.enrollments.findMany(paid.map(({ enrollmentId }) => enrollmentId));
      for (const payment of paid) {
        signal.throwIfAborted();
        counts.checked++;
        if (!lacksAccess(payment, enrollments.get(payment.enrollmentId))) continue;
        const outcome = await this.tryRepair(payment);
        if (outcome) counts[outcome]++;
      }
      if (paid.length < BATCH) return counts;
      last = paid.at(-1);
    }
  }

  private async tryRepair(
    payment: Payment,
  ): Promise<'repaired' | 'givenBack' | 'flagged' | 'failed' | undefined> {
    try {
      return await this.repair(payment);
    } catch (error) {
      this.logger.error('A payment without access could not be repaired', {
        err: error,
        payment: payment.id,
      });
      return 'failed';
    }
  }

  /** @returns undefined when it isn't needed any more */
  private repair({ id, enrollmentId }: Payment): Promise<'repaired' | 'givenBack' | 'flagged' | undefined> {
    return this.transactions.run(async () => {
      const payment = (await this.payments.lock(id))!;
      if (!lacksAccess(payment, await this.enrollments.find(enrollmentId))) return undefined;
      this.logger.error('A payment was completed and its enrollment was not active', { payment: id });
      if (await this.grantAccess.execute(payment)) return 'repaired';
      await this.grantAccess.giveBack(payment);
      return payment.method === 'cash' ? 'flagged' : 'givenBack';
    });
  }
}
