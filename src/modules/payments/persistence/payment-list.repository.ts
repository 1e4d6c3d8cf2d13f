import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { mapPage, type Page } from '../../../common/pagination/index.js';
import { Repository, trusted } from '../../../infra/mongo/index.js';
import { PAYMENT_FLAGS, type Payment, type PaymentMethod, type PaymentStatus } from '../domain/payment.js';
import { toPayment } from './payment.mapping.js';
import { PAYMENT_MODEL, type PaymentDocument } from './payment.schema.js';

export interface PaymentListQuery {
  readonly status?: PaymentStatus;
  readonly method?: PaymentMethod;
  readonly userId?: string;
  readonly courseId?: string;
  /** From when on, and before when, the checkout was begun. */
  readonly from?: Date;
  readonly to?: Date;
  /** Only what needs a person, or only what needs none. */
  readonly flagged?: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

/** Payments as lists show them, newest first. */
@Injectable()
export class PaymentListRepository extends Repository<PaymentDocument> {
  constructor(@InjectModel(PAYMENT_MODEL) model: Model<PaymentDocument>) {
    super(model);
  }

  async list(query: PaymentListQuery): Promise<Page<Payment>> {
    const { status, method, userId, courseId, from, to, flagged, limit, cursor } = query;
    const page = await this.page(
      {
        ...(status && { status }),
        ...(method && { method }),
        ...(userId && { user: new Types.ObjectId(userId) }),
        ...(courseId && { course: new Types.ObjectId(courseId) }),
        ...(flagged !== undefined && {
          openFlags: trusted(flagged ? { $in: [...PAYMENT_FLAGS] } : { $size: 0 }),
        }),
        ...((from || to) && {
          createdAt: trusted({ ...(from && { $gte: from }), ...(to && { $lt: to }) }),
        }),
      },
      { sort: { createdAt: -1 }, limit, cursor },
    );
    return mapPage(page, toPayment);
  }

  /**
   * What was paid in a time and isn't given back, in batches, earliest first, for those who check all of it.
   *
   * @param last the last one of the batch before
   */
  async findPaid(from: Date, to: Date, last: Payment | undefined, limit: number): Promise<Payment[]> {
    const since = last?.paidAt ?? from;
    const found = await this.find(
      {
        paidAt: trusted({ $gte: since, $lt: to }),
        status: trusted({ $in: ['completed', 'partially_refunded'] }),
        ...(last && {
          $or: [
            { paidAt: trusted({ $gt: since }) },
            { paidAt: since, _id: trusted({ $gt: new Types.ObjectId(last.id) }) },
          ],
        }),
      },
      { sort: { paidAt: 1, _id: 1 }, limit },
    );
    return found.map(toPayment);
  }
}
