import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { PaymentProviders, type OpenedCheckout } from '../domain/payment-provider.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { CheckoutRepository } from '../persistence/checkout.repository.js';
import { BillingVault } from './billing-vault.js';
import { CheckoutAddresses } from './checkout-addresses.js';

/** Longer than a provider may take to answer; after a crash in between, the next request opens the checkout. */
const OPENING_MS = 60_000;

/**
 * Has the provider open its checkout for a payment, once: of parallel requests one asks, and a payment that has its checkout
 * keeps it. Runs outside any transaction; the provider knows a payment by its id, so that asking again after a crash gives
 * the same checkout.
 */
@Injectable()
export class OpenCheckout {
  constructor(
    private readonly checkouts: CheckoutRepository,
    private readonly providers: PaymentProviders,
    private readonly addresses: CheckoutAddresses,
    private readonly vault: BillingVault,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `checkout-in-progress`, `payment-provider-unavailable`, `payment-provider-refused` */
  async execute(payment: Payment): Promise<Payment> {
    if (payment.method === 'cash' || payment.redirectUrl !== null) return payment;
    const now = this.clock.now();
    if (!(await this.checkouts.claimOpening(payment.id, now, new Date(now.getTime() + OPENING_MS))))
      throw inProgress();
    const opened = await this.ask(payment, payment.method);
    const recorded = await this.checkouts.recordOpened(payment.id, opened, this.clock.now());
    if (!recorded) throw inProgress();
    return recorded;
  }

  private async ask(payment: Payment, method: Exclude<Payment['method'], 'cash'>): Promise<OpenedCheckout> {
    try {
      return await this.providers.of(method).openCheckout({
        paymentId: payment.id,
        amount: payment.amount,
        title: payment.description,
        customer: payment.customer,
        billing: this.vault.open(payment),
        urls: this.addresses.forProvider(payment),
        expiresAt: payment.expiresAt!,
      });
    } catch (error) {
      await this.checkouts.releaseOpening(payment.id);
      throw error;
    }
  }
}

const inProgress = () => new DomainError(PaymentErrors.checkoutInProgress, { retryAfterSeconds: 1 });
