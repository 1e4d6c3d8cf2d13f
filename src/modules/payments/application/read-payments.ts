import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import type { Page } from '../../../common/pagination/index.js';
import type { Billing } from '../domain/billing.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import type { Payment } from '../domain/payment.js';
import { PaymentListRepository, type PaymentListQuery } from '../persistence/payment-list.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { BillingVault } from './billing-vault.js';

/** Who may see which payments: everybody their own, administrators all. */
@Injectable()
export class ReadPayments {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly lists: PaymentListRepository,
    private readonly vault: BillingVault,
  ) {}

  list(query: PaymentListQuery): Promise<Page<Payment>> {
    return this.lists.list(query);
  }

  /** @throws DomainError `payment-not-found`, also for somebody else's */
  async get(id: string, reader: { userId: string; seesAll: boolean }): Promise<Payment> {
    const payment = await this.payments.findById(id);
    if (!payment || (payment.userId !== reader.userId && !reader.seesAll))
      throw new DomainError(PaymentErrors.notFound);
    return payment;
  }

  /** Whom a payment that the reader got is billed to. */
  billingOf(payment: Payment): Billing | null {
    return this.vault.open(payment);
  }
}
