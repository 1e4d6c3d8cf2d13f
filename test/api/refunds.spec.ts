import { randomUUID } from 'node:crypto';
import { Types } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { openShop, type PaymentAnswer, type Shop } from '../support/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterEach(() => shop.providers.stripe.setRefundMode('succeeded'));
afterAll(() => shop.close());

async function paid(method = 'stripe') {
  const begun = await shop.begin(method);
  if (method === 'stripe') shop.providers.stripe.pay(begun.session);
  else if (method === 'cash') await shop.admin.post(`/api/v1/payments/${begun.payment.id}/confirm`);
  else shop.providers.sslcommerz.pay(begun.payment.id);
  await shop.becomes(begun.payment.id, { status: 'completed' });
  return begun;
}

const refund = (id: string, body: object = {}, headers: Record<string, string> = {}) =>
  shop.admin.post<PaymentAnswer>(
    `/api/v1/payments/${id}/refunds`,
    { reason: 'The learner asked.', ...body },
    headers,
  );

const refundsAtStripe = (paymentId: string) =>
  [...shop.providers.stripe.refunds.values()].filter(({ metadata }) => metadata?.['paymentId'] === paymentId);

/** SSLCommerz takes refunds and doesn't report what becomes of them. */
async function askForRefunds(paymentId: string): Promise<void> {
  await eventually(async () => {
    const { refundRefs } = await refundsOf(paymentId);
    expect(refundRefs).toHaveLength(1);
  });
  await shop.pass(3);
  await shop.run('payments.refunds');
}

async function refundsOf(paymentId: string) {
  const payment = await shop.database
    .collection('payments')
    .findOne<{ refunds: { providerRefundId: string | null }[] }>({ _id: new Types.ObjectId(paymentId) });
  return { refundRefs: payment!.refunds.filter(({ providerRefundId }) => providerRefundId !== null) };
}

describe('a refund', () => {
  it.each(['stripe', 'sslcommerz', 'cash'])('in full ends access (%s)', async (method) => {
    const { payment } = await paid(method);
    const { status, body } = await refund(payment.id);
    expect(status).toBe(202);
    expect(body.refunds).toMatchObject([{ amount: '99.99' }]);
    if (method === 'sslcommerz') await askForRefunds(payment.id);
    await shop.becomes(payment.id, { status: 'refunded', refundedAmount: '99.99', refundable: '0.00' });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('refunded');
    expect(await shop.published('PaymentRefunded', payment.id)).toBe(1);
    expect(await refund(payment.id)).toMatchObject({ status: 409, body: { code: 'payment-not-refundable' } });
  });

  it('in part leaves access, unless asked otherwise', async () => {
    const { payment } = await paid();
    await refund(payment.id, { amount: '9.99' });
    await shop.becomes(payment.id, { status: 'partially_refunded', refundedAmount: '9.99' });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');

    await refund(payment.id, { amount: '50.00', endAccess: true });
    await shop.becomes(payment.id, { status: 'partially_refunded', refundedAmount: '59.99' });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('refunded');

    await refund(payment.id);
    await shop.becomes(payment.id, { status: 'refunded', refundedAmount: '99.99' });
  });

  it('never comes to more than was paid, however many are asked for at once', async () => {
    const { payment } = await paid();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => refund(payment.id, { amount: '10.00' })),
    );
    const [promised, refused] = [202, 409].map((wanted) => answers.filter(({ status }) => status === wanted));
    expect(promised).toHaveLength(9);
    expect(refused).toHaveLength(11);
    for (const { body } of refused!) expect(body).toMatchObject({ code: 'refund-too-large' });
    await shop.becomes(payment.id, { refundedAmount: '90.00', refundable: '9.99' });
    expect(refundsAtStripe(payment.id)).toHaveLength(9);
  });

  it('is one for requests with one key', async () => {
    const { payment } = await paid();
    const key = { 'idempotency-key': randomUUID() };
    await Promise.all(Array.from({ length: 5 }, () => refund(payment.id, { amount: '10.00' }, key)));
    await shop.becomes(payment.id, { refundedAmount: '10.00' });
    expect(refundsAtStripe(payment.id)).toHaveLength(1);
  });

  it('waits for a provider that fails, and is made once', async () => {
    const { payment } = await paid();
    shop.providers.stripe.failNext(500, 4);
    await refund(payment.id);
    await shop.becomes(payment.id, { status: 'refunded' });
    expect(refundsAtStripe(payment.id)).toHaveLength(1);
  });

  it('that fails gives back what it had reserved, and calls for a person', async () => {
    const { payment } = await paid();
    shop.providers.stripe.setRefundMode('pending');
    await refund(payment.id, { amount: '40.00' });
    const atStripe = await eventually(() => {
      const [made] = refundsAtStripe(payment.id);
      expect(made).toBeDefined();
      return made!;
    });
    await shop.becomes(payment.id, { status: 'completed', refundable: '59.99', refundedAmount: '0.00' });
    shop.providers.stripe.settleRefund(atStripe.id, 'failed');
    const failed = await shop.becomes(payment.id, { refundable: '99.99', flags: ['refund-failed'] });
    expect(failed.refunds).toMatchObject([{ status: 'failed' }]);
    expect(failed.status).toBe('completed');
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
  });

  it('that the bank sends back later can be made again', async () => {
    const { payment } = await paid();
    await refund(payment.id);
    await shop.becomes(payment.id, { status: 'refunded' });
    shop.providers.stripe.settleRefund(refundsAtStripe(payment.id)[0]!.id, 'failed');
    await shop.becomes(payment.id, {
      status: 'refunded',
      refundedAmount: '0.00',
      refundable: '99.99',
      flags: ['refund-failed'],
    });
    expect((await refund(payment.id)).status).toBe(202);
    await shop.becomes(payment.id, { status: 'refunded', refundedAmount: '99.99', refundable: '0.00' });
  });

  it('that was made at the provider counts too, and calls for a person', async () => {
    const { payment, session } = await paid();
    const { stripe } = shop.providers;
    await fetch(`${stripe.url}/v1/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stripe.secretKey}` },
      body: new URLSearchParams({
        payment_intent: stripe.sessions.get(session)!.payment_intent!,
        amount: '4000',
      }),
    });
    await shop.becomes(payment.id, {
      status: 'partially_refunded',
      refundedAmount: '40.00',
      refundable: '59.99',
      flags: ['foreign-refund'],
    });
    expect(await refund(payment.id, { amount: '60.00' })).toMatchObject({
      status: 409,
      body: { code: 'refund-too-large' },
    });
  });

  it('is refused for what was not paid, for strange amounts and for strangers', async () => {
    const { payment: unpaid } = await shop.begin();
    expect(await refund(unpaid.id)).toMatchObject({ status: 409, body: { code: 'payment-not-refundable' } });
    const { payment, buyer } = await paid();
    for (const [amount, status] of [
      ['100.00', 409],
      ['0', 400],
      ['0.00', 400],
      ['-1', 400],
      ['1.999', 400],
      ['1e3', 400],
      ['ten', 400],
    ] as const)
      expect((await refund(payment.id, { amount })).status, amount).toBe(status);
    expect(await refund('f'.repeat(24))).toMatchObject({ status: 404 });
    const own = await buyer.api.post(`/api/v1/payments/${payment.id}/refunds`, { reason: 'I want it back.' });
    expect(own.status).toBe(403);
    expect(await shop.payment(payment.id)).toMatchObject({ refunds: [], refundable: '99.99' });
  });
});

describe('money that comes too late', () => {
  it('buys the course if that can still be given', async () => {
    const { payment } = await shop.begin('sslcommerz');
    await shop.pass(61);
    await shop.run('payments.release');
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'cancelled' });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('cancelled');
    shop.providers.sslcommerz.pay(payment.id);
    await shop.becomes(payment.id, { status: 'completed', flags: [] });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
  });

  it('goes back by itself when the course was paid for otherwise', async () => {
    const { buyer, course, payment } = await shop.begin('sslcommerz');
    const { body } = await shop.checkout(buyer, course, 'cash');
    await shop.admin.post(`/api/v1/payments/${body.payment.id}/confirm`);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');

    shop.providers.sslcommerz.pay(payment.id);
    await askForRefunds(payment.id);
    const back = await shop.becomes(payment.id, { status: 'refunded', refundedAmount: '99.99' });
    expect(back.flags).toEqual(['late-money']);
    expect(await shop.published('PaymentFlagged', payment.id)).toBe(1);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    expect(await shop.payment(body.payment.id)).toMatchObject({ status: 'completed' });
  });

  it('goes back by itself when the course is gone', async () => {
    const { course, payment, session } = await shop.begin();
    await shop.database
      .collection('courses')
      .updateOne({ _id: course._id }, { $set: { isDeleted: true, deletedAt: new Date() } });
    shop.providers.stripe.pay(session);
    await shop.becomes(payment.id, { status: 'refunded', flags: ['late-money'] });
    expect(refundsAtStripe(payment.id)).toHaveLength(1);
  });

  it('is not taken in cash', async () => {
    const { course, payment } = await shop.begin('cash');
    await shop.database
      .collection('courses')
      .updateOne({ _id: course._id }, { $set: { isDeleted: true, deletedAt: new Date() } });
    expect(await shop.admin.post(`/api/v1/payments/${payment.id}/confirm`)).toMatchObject({
      status: 409,
      body: { code: 'access-impossible' },
    });
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'pending', flags: [] });
  });
});
