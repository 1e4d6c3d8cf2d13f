import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { PaymentProviders, type ProviderProof } from '../domain/payment-provider.js';
import { isPaid } from '../domain/payment-states.js';
import { retryAfter } from '../domain/retries.js';
import type { PaymentEvent } from '../domain/payment-event.js';
import type { Payment } from '../domain/payment.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { Fulfil } from './fulfil.js';
import { forProvider } from './payment-facts.js';

/** Draws the consequences of a stored event. An event that failed waits for another attempt, and says why. */
@Injectable()
export class ProcessEvent {
  constructor(
    private readonly events: PaymentEventRepository,
    private readonly payments: PaymentRepository,
    private readonly providers: PaymentProviders,
    private readonly fulfil: Fulfil,
    private readonly clock: Clock,
  ) {}

  /** @throws what made it fail, so that the queue tries it again */
  async execute(eventId: string): Promise<void> {
    const event = await this.events.findById(eventId);
    if (!event || event.state === 'processed') return;
    try {
      await this.process(event);
    } catch (error) {
      const retryAt = retryAfter(this.clock.now(), event.attempts + 1);
      await this.events.markFailed(eventId, (error as Error).message.slice(0, 1_000), retryAt);
      throw error;
    }
  }

  private async process(event: PaymentEvent): Promise<void> {
    const payment = await this.paymentOf(event);
    if (!payment) return this.events.markProcessed(event.id, null, this.clock.now());
    await this.fulfil.execute(payment.id, await this.proofOf(event, payment), () =>
      this.events.markProcessed(event.id, payment.id, this.clock.now()),
    );
  }

  private async paymentOf({ provider, paymentId, refs }: PaymentEvent): Promise<Payment | undefined> {
    const named = paymentId ? await this.payments.findById(paymentId) : undefined;
    const found = named ?? (await this.payments.findByRefs(provider, refs));
    return found?.method === provider ? found : undefined;
  }

  /** A refund can be reported before the payment is: then the provider says what is true of both. */
  private async proofOf({ proof, refs }: PaymentEvent, payment: Payment): Promise<ProviderProof> {
    const suffices = proof?.refunds.length === 0 || proof?.outcome === 'paid' || isPaid(payment.status);
    if (proof && suffices) return proof;
    if (payment.method === 'cash') throw new Error('Nobody reports cash.');
    const known = forProvider(payment);
    return this.providers.of(payment.method).lookUp({ ...known, refs: { ...known.refs, ...refs } });
  }
}
