import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import { ReadPayments } from './read-payments.js';
import { Receipts, type Receipt } from './receipts.js';

/** The receipt of a payment, for who may see the payment. */
@Injectable()
export class ReadReceipt {
  constructor(
    private readonly payments: ReadPayments,
    private readonly receipts: Receipts,
  ) {}

  /** @throws DomainError `payment-not-found`, `no-receipt` */
  async execute(id: string, reader: { userId: string; seesAll: boolean }): Promise<Receipt> {
    const { id: paymentId } = await this.payments.get(id, reader);
    const receipt = await this.receipts.pdfOf(paymentId);
    if (!receipt) throw new DomainError(PaymentErrors.noReceipt);
    return receipt;
  }
}
