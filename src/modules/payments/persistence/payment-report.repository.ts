import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { Types, type Model, type PipelineStage } from 'mongoose';
import type { Currency } from '../../../common/money/index.js';
import { PAYMENT_MODEL, type PaymentDocument } from './payment.schema.js';

/** What payments of one currency brought, in minor units. */
export interface Revenue {
  readonly currency: Currency;
  /** Payments that were made, whatever was given back later. */
  readonly payments: number;
  /** What was paid. */
  readonly gross: number;
  /** What succeeded refunds of these payments gave back. */
  readonly refunded: number;
  readonly net: number;
}

/** Sums over payments. A refund counts in the time in which its payment was made. */
@Injectable()
export class PaymentReportRepository {
  constructor(@InjectModel(PAYMENT_MODEL) private readonly payments: Model<PaymentDocument>) {}

  perDay(from: Date, to: Date): Promise<(Revenue & { readonly day: string })[]> {
    return this.sum({ paidAt: { $gte: from, $lt: to } }, { day: dateOf('%Y-%m-%d') });
  }

  byMonth(courseId: string): Promise<(Revenue & { readonly month: string })[]> {
    return this.sum(
      { course: new Types.ObjectId(courseId), paidAt: { $ne: null } },
      { month: dateOf('%Y-%m') },
    );
  }

  ofCourses(courseIds: readonly string[]): Promise<Revenue[]> {
    const ids = courseIds.map((id) => new Types.ObjectId(id));
    return this.sum({ course: { $in: ids }, paidAt: { $ne: null } }, {});
  }

  byCourse(courseIds: readonly string[]): Promise<(Revenue & { readonly courseId: string })[]> {
    return this.sum(
      { course: { $in: courseIds.map((id) => new Types.ObjectId(id)) }, paidAt: { $ne: null } },
      { courseId: { $toString: '$course' } },
    );
  }

  total(): Promise<Revenue[]> {
    return this.sum({ paidAt: { $ne: null } }, {});
  }

  /** @param by further keys of the groups; rows are in their order */
  private async sum<K extends string>(
    match: PipelineStage.Match['$match'],
    by: Record<K, unknown>,
  ): Promise<(Revenue & Record<K, string>)[]> {
    const keys = [...Object.keys(by), 'currency'];
    return this.payments.aggregate<Revenue & Record<K, string>>([
      { $match: match },
      {
        $group: {
          _id: { ...by, currency: '$amount.currency' },
          payments: { $sum: 1 },
          gross: { $sum: '$amount.amount' },
          refunded: { $sum: '$refundedAmount' },
        },
      },
      {
        $project: {
          _id: 0,
          ...Object.fromEntries(keys.map((key) => [key, `$_id.${key}`])),
          payments: 1,
          gross: 1,
          refunded: 1,
          net: { $subtract: ['$gross', '$refunded'] },
        },
      },
      { $sort: Object.fromEntries(keys.map((key) => [key, 1])) },
    ]);
  }
}

/** The day or month in UTC. */
const dateOf = (format: string) => ({ $dateToString: { date: '$paidAt', format } });
