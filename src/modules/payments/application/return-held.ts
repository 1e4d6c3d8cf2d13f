import { Injectable } from '@nestjs/common';
import { Transactions } from '../../../infra/mongo/index.js';
import type { Payment } from '../domain/payment.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { PromiseRefund } from './promise-refund.js';

/** Sends back what was held for somebody who is gone: nobody is left to accept it for. */
@Injectable()
export class ReturnHeld {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly promiseRefund: PromiseRefund,
    private readonly transactions: Transactions,
  ) {}

  /** May be repeated: what is promised already is promised once. The flag stays, for what is left to be noted. */
  async execute({ id, openFlags }: Pick<Payment, 'id' | 'openFlags'>): Promise<void> {
    if (!isHeld({ openFlags })) return;
    const promise = async () => {
      const payment = await this.payments.lock(id);
      if (!payment || !isHeld(payment) || payment.refundable <= 0) return;
      await this.promiseRefund.execute(payment, {
        amount: payment.refundable,
        reason: 'The account was erased.',
        endAccess: false,
        requestedBy: null,
      });
    };
    await this.transactions.run(promise, { inTurnOf: `payment:${id}` });
  }
}

const isHeld = ({ openFlags }: Pick<Payment, 'openFlags'>): boolean => openFlags.includes('high-risk');
