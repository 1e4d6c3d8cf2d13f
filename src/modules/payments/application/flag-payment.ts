import { Injectable } from '@nestjs/common';
import { Outbox } from '../../../infra/outbox/index.js';
import { PaymentFlagged } from '../domain/payment.events.js';
import type { Payment, PaymentFlag } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { factsOf } from './payment-facts.js';

/** Calls for a person, once for each reason. Joins the caller's transaction. */
@Injectable()
export class FlagPayment {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(payment: Payment, flag: PaymentFlag): Promise<void> {
    if (await this.payments.flag(payment.id, flag))
      await this.outbox.publish(new PaymentFlagged({ ...factsOf(payment), flag }));
  }
}
