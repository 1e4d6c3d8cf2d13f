import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions, duplicateFields } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { PaymentProviders, type ProviderEvent } from '../domain/payment-provider.js';
import { PaymentEventReceived } from '../domain/payment.events.js';
import type { ProviderMethod } from '../domain/payment.js';
import { retryAfter } from '../domain/retries.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';

/**
 * Takes a provider's report: checks who signed it, and stores it together with the wish to process it. Nothing else, so
 * that the provider gets its answer at once, and a crash or a lost queue loses nothing.
 */
@Injectable()
export class ReceiveEvent {
  constructor(
    private readonly providers: PaymentProviders,
    private readonly events: PaymentEventRepository,
    private readonly outbox: Outbox,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `forged-signature`, `malformed-request`; nothing is stored then */
  async execute(
    method: ProviderMethod,
    request: { rawBody: Buffer; headers: Readonly<Record<string, string | string[] | undefined>> },
  ): Promise<void> {
    const event = this.providers.of(method).readEvent(request);
    if (await this.events.has(method, event.eventId)) return;
    try {
      await this.transactions.run(() => this.store(method, event), {
        inTurnOf: `payment-event:${method}:${event.eventId}`,
      });
    } catch (error) {
      // The same event, delivered twice at the same time: the other one is stored.
      if (!duplicateFields(error).includes('eventId')) throw error;
    }
  }

  private async store(method: ProviderMethod, event: ProviderEvent): Promise<void> {
    const eventId = await this.events.receive(method, event, retryAfter(this.clock.now(), 0));
    await this.outbox.publish(new PaymentEventReceived({ eventId }));
  }
}
