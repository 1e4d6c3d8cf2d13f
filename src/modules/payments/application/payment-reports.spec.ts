import { getModelToken } from '@nestjs/mongoose';
import { Types, type Model } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMongoBench, type MongoBench } from '../../../../test/support/mongo.js';
import { PaymentReportRepository, type Revenue } from '../persistence/payment-report.repository.js';
import { PAYMENT_MODEL, paymentSchema, type PaymentDocument } from '../persistence/payment.schema.js';
import { paymentFactory } from '../testing/payment.factory.js';
import { PaymentReports } from './payment-reports.js';

let bench: MongoBench;
let reports: PaymentReports;
let payments: PaymentDocument[];
const courses = [new Types.ObjectId(), new Types.ObjectId(), new Types.ObjectId()];

beforeAll(async () => {
  bench = await startMongoBench({
    models: [{ name: PAYMENT_MODEL, schema: paymentSchema }],
    providers: [PaymentReportRepository, PaymentReports],
  });
  reports = bench.module.get(PaymentReports);
  payments = Array.from({ length: 60 }, (_, index) =>
    paymentFactory.build({
      course: courses[index % 3],
      amount: { amount: 1_000 + index, currency: index % 4 === 0 ? 'BDT' : 'USD' },
      paidAt: index % 7 === 0 ? null : new Date(Date.UTC(2026, index % 5, (index % 3) + 1, index % 24)),
      refundedAmount: index % 6 === 0 ? 500 : 0,
    }),
  );
  await bench.module
    .get<Model<PaymentDocument>>(getModelToken(PAYMENT_MODEL))
    .collection.insertMany(payments);
});
afterAll(() => bench.close());

/** The same sums, counted one by one. */
function counted(
  some: readonly PaymentDocument[],
  keys: (payment: PaymentDocument) => Record<string, string> = () => ({}),
): Revenue[] {
  const rows = new Map<string, Revenue>();
  for (const payment of some.filter(({ paidAt }) => paidAt !== null)) {
    const group = { ...keys(payment), currency: payment.amount.currency };
    const row = rows.get(JSON.stringify(group)) ?? { ...group, payments: 0, gross: 0, refunded: 0, net: 0 };
    const gross = row.gross + payment.amount.amount;
    const refunded = row.refunded + payment.refundedAmount;
    rows.set(JSON.stringify(group), {
      ...row,
      payments: row.payments + 1,
      gross,
      refunded,
      net: gross - refunded,
    });
  }
  return [...rows.values()];
}

const sorted = (rows: readonly Revenue[]) =>
  rows.map((row) => JSON.stringify(row, Object.keys(row).toSorted())).toSorted();

describe('figures about money', () => {
  it('are those of a count by hand: in all, by course, by day and by month', async () => {
    expect(sorted(await reports.totals())).toEqual(sorted(counted(payments)));

    const ids = courses.slice(0, 2).map(String);
    const theirs = payments.filter(({ course }) => ids.includes(course.toString()));
    expect(sorted(await reports.revenueOf(ids))).toEqual(sorted(counted(theirs)));
    expect(sorted(await reports.revenueByCourse(ids))).toEqual(
      sorted(counted(theirs, ({ course }) => ({ courseId: course.toString() }))),
    );

    const [from, to] = [new Date('2026-02-01'), new Date('2026-04-02')];
    const within = payments.filter(({ paidAt }) => paidAt && paidAt >= from && paidAt < to);
    expect(sorted(await reports.revenuePerDay(from, to))).toEqual(
      sorted(counted(within, ({ paidAt }) => ({ day: paidAt!.toISOString().slice(0, 10) }))),
    );

    const ofFirst = payments.filter(({ course }) => course.equals(courses[0]));
    expect(sorted(await reports.revenueByMonth(String(courses[0])))).toEqual(
      sorted(counted(ofFirst, ({ paidAt }) => ({ month: paidAt!.toISOString().slice(0, 7) }))),
    );
  });

  it('are in the order of time', async () => {
    const days = await reports.revenuePerDay(new Date('2026-01-01'), new Date('2027-01-01'));
    expect(days.map(({ day }) => day)).toEqual(days.map(({ day }) => day).toSorted());
  });

  it('are nothing for no courses', async () => {
    expect(await reports.revenueOf([])).toEqual([]);
    expect(await reports.revenueByCourse([])).toEqual([]);
  });
});
