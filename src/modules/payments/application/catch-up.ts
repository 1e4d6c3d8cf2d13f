import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { RefundRepository } from '../persistence/refund.repository.js';
import { ProcessEvent } from './process-event.js';
import { SendRefund } from './send-refund.js';

const BATCH = 200;
/** The queue is quicker than this; what still waits then waits for the bank, or was lost with the queue. */
const WAITED_MS = 2 * 60_000;

/** Takes up events and refunds that the queue didn't bring to an end. */
@Injectable()
export class CatchUp {
  private readonly logger = new Logger(CatchUp.name);

  constructor(
    private readonly paymentEvents: PaymentEventRepository,
    private readonly waitingRefunds: RefundRepository,
    private readonly processEvent: ProcessEvent,
    private readonly sendRefund: SendRefund,
    private readonly clock: Clock,
  ) {}

  /** @returns how many stored events were processed now, and how many failed again */
  async events(signal: AbortSignal): Promise<{ processed: number; failed: number }> {
    const waiting = await this.paymentEvents.findDue(this.clock.now(), BATCH);
    const [processed, failed] = await this.all(waiting, signal, (id) => this.processEvent.execute(id));
    return { processed, failed };
  }

  /** @returns how many refunds the provider was asked about, and how many it didn't answer for */
  async refunds(signal: AbortSignal): Promise<{ asked: number; failed: number }> {
    const before = new Date(this.clock.now().getTime() - WAITED_MS);
    const counts = { asked: 0, failed: 0 };
    let last: string | undefined;
    for (;;) {
      // All of them: a bank may take weeks, and those that wait for it keep no other back.
      const waiting = await this.waitingRefunds.findWaiting(before, last, BATCH);
      const refunds = waiting.flatMap(({ id, refunds }) =>
        refunds.filter(({ status }) => status === 'pending').map(({ refundId }) => ({ id, refundId })),
      );
      const [asked, failed] = await this.all(refunds, signal, ({ id, refundId }) =>
        this.sendRefund.execute(id, refundId),
      );
      counts.asked += asked;
      counts.failed += failed;
      if (waiting.length < BATCH) return counts;
      last = waiting.at(-1)?.id;
    }
  }

  /** One that fails keeps no other back. */
  private async all<T>(
    items: readonly T[],
    signal: AbortSignal,
    run: (item: T) => Promise<void>,
  ): Promise<[done: number, failed: number]> {
    let failed = 0;
    for (const item of items) {
      signal.throwIfAborted();
      try {
        await run(item);
      } catch (error) {
        failed++;
        this.logger.warn('Catching up failed', { err: error, item });
      }
    }
    return [items.length - failed, failed];
  }
}
