import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import type { Page } from '../../../common/pagination/index.js';
import type { PaymentEvent } from '../domain/payment-event.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import { PaymentEventRepository } from '../persistence/payment-event.repository.js';
import { PaymentRepository } from '../persistence/payment.repository.js';

/** The transaction log of a payment, oldest first (000-50). */
@Injectable()
export class ReadPaymentEvents {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly events: PaymentEventRepository,
  ) {}

  /** @throws DomainError `payment-not-found` */
  async execute(paymentId: string, page: { limit: number; cursor?: string }): Promise<Page<PaymentEvent>> {
    const payment = await this.payments.findById(paymentId);
    if (!payment) throw new DomainError(PaymentErrors.notFound);
    return this.events.listOf(payment.id, page);
  }
}
