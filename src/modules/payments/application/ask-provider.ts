import { Injectable } from '@nestjs/common';
import { Clock, Ids } from '../../../infra/clock/index.js';
import { PaymentProviders } from '../domain/payment-provider.js';
import type { Payment } from '../domain/payment.js';
import { CheckoutRepository } from '../persistence/checkout.repository.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { Fulfil } from './fulfil.js';
import { forProvider } from './payment-facts.js';

/** Asks the provider what is true about a payment, and draws the consequences, as if it had reported them. */
@Injectable()
export class AskProvider {
  constructor(
    private readonly providers: PaymentProviders,
    private readonly fulfil: Fulfil,
    private readonly checkouts: CheckoutRepository,
    private readonly events: PaymentEventRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * @returns the payment as it is then; as it was when there is nobody to ask, because its checkout was never opened
   * @throws DomainError `payment-provider-unavailable`
   */
  async execute(payment: Payment): Promise<Payment> {
    if (payment.method === 'cash' || payment.redirectUrl === null) return payment;
    const proof = await this.providers.of(payment.method).lookUp(forProvider(payment));
    await this.checkouts.noteLookUp(payment.id, this.clock.now());
    return this.fulfil.execute(payment.id, proof, async (verdict) => {
      if (verdict === 'nothing') return;
      await this.events.log({
        provider: payment.method,
        eventId: `look-up.${this.ids.uuid()}`,
        type: 'look-up',
        paymentId: payment.id,
        payload: { outcome: proof.outcome, verdict },
        at: this.clock.now(),
      });
    });
  }
}
