import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { trusted, Types, type Model } from 'mongoose';
import { ERASED_CUSTOMER } from '../domain/billing.js';
import type { Payment } from '../domain/payment.js';
import { PAYMENT_EVENT_MODEL, type PaymentEventDocument } from './payment-event.schema.js';
import { toPayment } from './payment.mapping.js';
import { PAYMENT_MODEL, type PaymentDocument } from './payment.schema.js';

/** What somebody's purchases leave behind. */
@Injectable()
export class PaymentPersonalDataRepository {
  constructor(
    @InjectModel(PAYMENT_MODEL) private readonly payments: Model<PaymentDocument>,
    @InjectModel(PAYMENT_EVENT_MODEL) private readonly events: Model<PaymentEventDocument>,
  ) {}

  documentsOf(userId: string): AsyncIterable<PaymentDocument> {
    return this.payments.find(ownedBy(userId)).sort({ _id: 1 }).lean<PaymentDocument>().cursor();
  }

  async *paymentsOf(userId: string): AsyncGenerator<Payment> {
    for await (const document of this.documentsOf(userId)) yield toPayment(document);
  }

  /**
   * Takes the buyer from a payment.
   *
   * @param held what the law wants to be kept of who paid, encrypted; undefined when nothing was paid
   */
  async eraseCustomer(
    id: string,
    held: { readonly heldName: string; readonly heldSince: Date } | undefined,
  ): Promise<void> {
    const payment = { _id: new Types.ObjectId(id) };
    await this.payments.updateOne(
      // Once: a second round must not put the replacement into the place of the name.
      { ...payment, 'customer.name': trusted({ $ne: ERASED_CUSTOMER.name }) },
      {
        $set: {
          'customer.name': ERASED_CUSTOMER.name,
          'customer.email': ERASED_CUSTOMER.email,
          'customer.phone': null,
          ...(held
            ? { 'customer.heldName': held.heldName, 'customer.heldSince': held.heldSince }
            : { 'customer.address': null }),
        },
      },
      { timestamps: false },
    );
    await this.payments.updateOne(
      payment,
      {
        $set: { redirectUrl: null, 'refunds.$[].reason': ERASED_CUSTOMER.name },
        $unset: { 'metadata.ipAddress': 1, 'metadata.userAgent': 1 },
      },
      { timestamps: false },
    );
    await this.payments.updateOne(
      { ...payment, errorDetails: trusted({ $ne: null }) },
      { $set: { 'errorDetails.message': ERASED_CUSTOMER.name } },
      { timestamps: false },
    );
    await this.clearRemarks(payment._id);
    await this.events.updateMany(
      { payment: payment._id, error: trusted({ $ne: null }) },
      { $set: { error: '' } },
      { timestamps: false },
    );
  }

  /** What administrators wrote about the buyer: why they gave money back, and what they found. */
  private async clearRemarks(payment: Types.ObjectId): Promise<void> {
    await this.payments.updateOne(
      { _id: payment, 'flagResolutions.0': trusted({ $exists: true }) },
      { $set: { 'flagResolutions.$[].note': ERASED_CUSTOMER.name } },
      { timestamps: false },
    );
    for (const remark of ['payload.note', 'payload.reason'])
      await this.events.updateMany(
        { payment, [remark]: trusted({ $exists: true }) },
        { $set: { [remark]: ERASED_CUSTOMER.name } },
        { timestamps: false },
      );
  }
}

const ownedBy = (userId: string) => ({ user: new Types.ObjectId(userId) });
