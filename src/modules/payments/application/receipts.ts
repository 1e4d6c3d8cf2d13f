import { Injectable } from '@nestjs/common';
import { renderPdf } from '../../../infra/pdf/index.js';
import { PaymentRepository } from '../persistence/payment.repository.js';
import { BillingVault } from './billing-vault.js';
import { drawReceipt } from './receipt-layout.js';

export interface Receipt {
  readonly filename: string;
  /** A PDF file. */
  readonly content: Buffer;
}

/** Receipts for what was paid (000-45). */
@Injectable()
export class Receipts {
  constructor(
    private readonly payments: PaymentRepository,
    private readonly vault: BillingVault,
  ) {}

  /** @returns undefined when nothing was paid, or there is no such payment */
  async pdfOf(paymentId: string): Promise<Receipt | undefined> {
    const payment = await this.payments.findById(paymentId);
    if (!payment?.receiptNumber || !payment.paidAt) return undefined;
    const billing = this.vault.open(payment);
    const customer = { ...payment.customer, name: this.vault.nameOn(payment) };
    const content = await renderPdf((document) => drawReceipt(document, { ...payment, customer }, billing), {
      title: `Receipt ${payment.receiptNumber}`,
      createdAt: payment.paidAt,
    });
    return { filename: `receipt-${payment.receiptNumber}.pdf`, content };
  }
}
