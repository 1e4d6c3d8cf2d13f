import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { isOpen } from '../domain/payment-states.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { Payment, ProviderMethod } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { AskProvider } from './ask-provider.js';
import { CheckoutAddresses } from './checkout-addresses.js';

/**
 * The buyer's browser comes back. That proves nothing, whatever its address says: the provider is asked, so that the buyer
 * needn't wait for its report.
 */
@Injectable()
export class FinishCheckout {
  private readonly logger = new Logger(FinishCheckout.name);

  constructor(
    private readonly payments: PaymentRepository,
    private readonly askProvider: AskProvider,
    private readonly addresses: CheckoutAddresses,
  ) {}

  /**
   * @returns the payment, and where the buyer goes on; null without a client of its own
   * @throws DomainError `payment-not-found`
   */
  async execute(
    method: ProviderMethod,
    paymentId: string,
  ): Promise<{ payment: Payment; url: string | null }> {
    const found = await this.payments.findById(paymentId);
    if (found?.method !== method) throw new DomainError(PaymentErrors.notFound);
    const payment = isOpen(found.status) ? await this.ask(found) : found;
    return { payment, url: this.addresses.inClient(payment) };
  }

  private async ask(payment: Payment): Promise<Payment> {
    try {
      return await this.askProvider.execute(payment);
    } catch (error) {
      this.logger.warn('A buyer came back and the provider did not answer', {
        err: error,
        payment: payment.id,
      });
      return payment;
    }
  }
}
