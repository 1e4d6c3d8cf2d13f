import { Injectable } from '@nestjs/common';
import type { DomainEvent } from '../../common/events/index.js';
import { actorNow, requestContext } from '../../common/http/request-context.js';
import { Clock } from '../clock/index.js';
import { Transactions } from '../mongo/index.js';
import { OutboxSignal } from './outbox-signal.js';
import { OutboxRepository } from './outbox.repository.js';

/**
 * Publishes what has happened. An event is stored in the transaction of the change that it tells of, so that there is
 * either both or neither; the worker's relay hands it to the handlers after the commit, however long Redis is gone.
 */
@Injectable()
export class Outbox {
  constructor(
    private readonly repository: OutboxRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly signal: OutboxSignal,
  ) {}

  /**
   * Each handler of an event's type gets it at least once, in no promised order.
   *
   * @throws Error outside a transaction: the event could tell of a change that didn't last
   */
  async publish(...events: DomainEvent[]): Promise<void> {
    if (!this.transactions.active) throw new Error('Events are published inside Transactions.run only.');
    const occurredAt = this.clock.now();
    const requestId = requestContext.getStore()?.requestId;
    const actor = actorNow();
    await this.repository.insert(
      events.map(({ type, payload }) => ({ type, payload, occurredAt, requestId, actor })),
    );
    // Not waited for: the relay would find the events anyway.
    await this.transactions.afterCommit(() => this.signal.send());
  }
}
