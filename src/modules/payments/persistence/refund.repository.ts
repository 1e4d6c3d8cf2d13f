import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import type { Payment, PaymentStatus, Refund, RefundStatus } from '../domain/payment.js';
import { toPayment } from './payment.mapping.js';
import { PAYMENT_MODEL, type PaymentDocument } from './payment.schema.js';

/** More refunds of one payment are a mistake, and would make its document grow without end (T14). */
const MAX_REFUNDS = 100;

/** Money that goes back. `refundable` is what is left to give: it sinks with the promise and rises when that fails. */
@Injectable()
export class RefundRepository extends Repository<PaymentDocument> {
  constructor(@InjectModel(PAYMENT_MODEL) model: Model<PaymentDocument>) {
    super(model);
  }

  /** Promises a refund if that much is left at this moment. @returns the payment; undefined when it isn't */
  async reserve(paymentId: string, refund: Refund): Promise<Payment | undefined> {
    const changed = await this.change(
      {
        _id: new Types.ObjectId(paymentId),
        refundable: trusted({ $gte: refund.amount }),
        [`refunds.${MAX_REFUNDS - 1}`]: trusted({ $exists: false }),
      },
      { $push: { refunds: refund }, $inc: { refundable: -refund.amount } },
    );
    return changed ? toPayment(changed) : undefined;
  }

  /**
   * Records a refund that the provider made without being asked by us. It has happened, so it is recorded even if more is
   * promised than is left: the provider refuses one of them then.
   */
  async recordForeign(paymentId: string, refund: Refund): Promise<void> {
    await this.updateOne(
      { _id: new Types.ObjectId(paymentId) },
      { $push: { refunds: refund }, $inc: { refundable: -refund.amount } },
    );
  }

  /** @returns whether the refund was in the state `from` */
  settle(
    paymentId: string,
    refund: Pick<Refund, 'refundId' | 'amount'>,
    change: {
      from: RefundStatus;
      to: RefundStatus;
      providerRefundId: string | null;
      refundedAt: Date | null;
      paymentStatus: PaymentStatus;
    },
  ): Promise<boolean> {
    const { from, to, providerRefundId, refundedAt, paymentStatus } = change;
    const back = refund.amount;
    return this.updateOne(
      {
        _id: new Types.ObjectId(paymentId),
        refunds: trusted({ $elemMatch: { refundId: refund.refundId, status: from } }),
      },
      {
        $set: {
          'refunds.$.status': to,
          'refunds.$.refundedAt': refundedAt,
          ...(providerRefundId && { 'refunds.$.providerRefundId': providerRefundId }),
          status: paymentStatus,
          ...(to === 'succeeded' && { refundedAt }),
        },
        $inc: {
          refundable: to === 'failed' ? back : 0,
          refundedAmount: to === 'succeeded' ? back : from === 'succeeded' ? -back : 0,
        },
      },
    );
  }

  /** Remembers what the provider calls a refund that isn't over. */
  async noteProviderId(paymentId: string, refundId: string, providerRefundId: string): Promise<void> {
    await this.updateOne(
      { _id: new Types.ObjectId(paymentId), 'refunds.refundId': refundId },
      { $set: { 'refunds.$.providerRefundId': providerRefundId } },
    );
  }

  /** Payments with refunds that were promised before an instant and aren't over, in batches by id. */
  async findWaiting(before: Date, afterId: string | undefined, limit: number): Promise<Payment[]> {
    const found = await this.find(
      {
        'refunds.status': 'pending',
        refunds: trusted({ $elemMatch: { status: 'pending', requestedAt: { $lte: before } } }),
        ...(afterId && { _id: trusted({ $gt: new Types.ObjectId(afterId) }) }),
      },
      { sort: { _id: 1 }, limit },
    );
    return found.map(toPayment);
  }
}
