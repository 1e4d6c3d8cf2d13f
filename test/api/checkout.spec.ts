import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { openShop, type Shop } from '../support/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

/** What the providers have opened for a payment. */
const sessionsOf = (paymentId: string) => [
  ...[...shop.providers.stripe.sessions.values()].filter(
    ({ client_reference_id }) => client_reference_id === paymentId,
  ),
  ...[...shop.providers.sslcommerz.sessions.values()].filter(({ tran_id }) => tran_id === paymentId),
];

describe('a checkout', () => {
  it('leads to the provider, and to the course once that has been paid', async () => {
    const { buyer, payment, session } = await shop.begin();
    expect(payment).toMatchObject({ status: 'pending', amount: '99.99', currency: 'USD', method: 'stripe' });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');

    shop.providers.stripe.pay(session);
    const paid = await shop.becomes(payment.id, { status: 'completed' });
    expect(paid.receiptNumber).toMatch(/^R-/);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    const { body } = await buyer.api.get(`/api/v1/payments/${payment.id}`);
    expect(body).toMatchObject({ status: 'completed' });
    for (const secret of ['flags', 'refundable', 'provider']) expect(body).not.toHaveProperty(secret);
  });

  it('works the same at SSLCommerz', async () => {
    const { payment } = await shop.begin('sslcommerz');
    shop.providers.sslcommerz.pay(payment.id);
    await shop.becomes(payment.id, { status: 'completed' });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
  });

  it('is one payment and one session for 20 requests with one key', async () => {
    const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => shop.checkout(buyer, course, 'stripe', key)),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(made.length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const ids = new Set(made.map(({ body }) => body.payment.id));
    expect(ids.size).toBe(1);
    expect(await shop.database.collection('payments').countDocuments({ course: course._id })).toBe(1);
    expect(sessionsOf([...ids][0]!)).toHaveLength(1);
  });

  it.each(['stripe', 'sslcommerz'])(
    'is one payment and one session for 20 requests without a key (%s)',
    async (method) => {
      const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => shop.checkout(buyer, course, method)),
      );
      const refused = answers.filter(({ status }) => status !== 201);
      for (const { body } of refused) expect(body).toMatchObject({ code: 'checkout-in-progress' });
      const again = await shop.checkout(buyer, course, method);
      expect(again.status).toBe(201);
      const ids = new Set([again, ...answers].flatMap(({ body }) => body.payment?.id ?? []));
      expect(ids.size).toBe(1);
      expect(await shop.database.collection('payments').countDocuments({ course: course._id })).toBe(1);
      expect(sessionsOf([...ids][0]!)).toHaveLength(1);
    },
  );

  it('is taken up again with the same page, until the price or the method changes', async () => {
    const { buyer, course, payment, session } = await shop.begin();
    const again = await shop.checkout(buyer, course);
    expect(again.body.payment.id).toBe(payment.id);
    expect(again.body.redirectUrl).toContain(session);

    await shop.database
      .collection('courses')
      .updateOne({ _id: course._id }, { $set: { 'price.amount': 4999 } });
    const cheaper = await shop.checkout(buyer, course);
    expect(cheaper.body.payment).toMatchObject({ amount: '49.99', enrollmentId: payment.enrollmentId });
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'cancelled' });
    expect(shop.providers.stripe.sessions.get(session)).toMatchObject({ status: 'expired' });

    const otherwise = await shop.checkout(buyer, course, 'cash');
    expect(otherwise.body).toMatchObject({ redirectUrl: null, payment: { method: 'cash' } });
    expect(await shop.payment(cheaper.body.payment.id)).toMatchObject({ status: 'cancelled' });
  });

  it('survives a provider that fails: nothing is lost, and the next try opens the checkout', async () => {
    const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
    shop.providers.stripe.failNext(500, 5);
    expect(await shop.checkout(buyer, course)).toMatchObject({
      status: 503,
      body: { code: 'payment-provider-unavailable' },
    });
    const answer = await eventually(async () => {
      const { status, body } = await shop.checkout(buyer, course);
      expect(status).toBe(201);
      return body;
    });
    expect(answer.redirectUrl).toContain('/c/pay/');
    expect(await shop.database.collection('payments').countDocuments({ course: course._id })).toBe(1);
  });

  it('is begun anew when it could not be opened for so long that there is no time left to pay', async () => {
    const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
    shop.providers.stripe.failNext(500, 3);
    expect((await shop.checkout(buyer, course)).status).toBe(503);
    await shop.database
      .collection('payments')
      .updateOne(
        { course: course._id },
        { $set: { expiresAt: new Date(shop.test.clock.now().getTime() + 60_000) } },
      );
    expect((await shop.checkout(buyer, course)).status).toBe(201);
    const payments = await shop.database.collection('payments').find({ course: course._id }).toArray();
    expect(payments.map(({ status }) => status as string)).toEqual(['cancelled', 'pending']);
  });

  it('is not for free, unknown or unpublished courses, nor for courses that one has', async () => {
    const buyer = await shop.addBuyer();
    const free = await shop.addCourse({ price: { amount: 0, currency: 'USD' } });
    expect(await shop.checkout(buyer, free)).toMatchObject({ status: 409, body: { code: 'course-free' } });
    const draft = await shop.addCourse({ status: 'draft' });
    expect(await shop.checkout(buyer, draft)).toMatchObject({ status: 404 });

    const { buyer: owner, course, payment, session } = await shop.begin();
    shop.providers.stripe.pay(session);
    await shop.becomes(payment.id, { status: 'completed' });
    expect(await shop.checkout(owner, course)).toMatchObject({
      status: 409,
      body: { code: 'already-enrolled' },
    });
  });

  it('waits for a method whose money comes later, and offers no second one meanwhile', async () => {
    const { buyer, course, payment, session } = await shop.begin();
    shop.providers.stripe.payLater(session);
    await shop.becomes(payment.id, { status: 'processing' });
    expect(await shop.checkout(buyer, course)).toMatchObject({
      status: 409,
      body: { code: 'payment-processing' },
    });
    shop.providers.stripe.settle(session, 'failed');
    await shop.becomes(payment.id, { status: 'failed' });
    const retry = await shop.checkout(buyer, course);
    expect(retry.status).toBe(201);
    expect(retry.body.payment.id).not.toBe(payment.id);
    expect(retry.body.payment.enrollmentId).toBe(payment.enrollmentId);
  });
});

describe('cash', () => {
  it('is confirmed by an administrator, who is remembered, once', async () => {
    const { buyer, payment } = await shop.begin('cash');
    expect((await buyer.api.post(`/api/v1/payments/${payment.id}/confirm`)).status).toBe(403);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => shop.admin.post(`/api/v1/payments/${payment.id}/confirm`)),
    );
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 200,
        body: { status: 'completed', confirmedBy: shop.adminId },
      });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
  });

  it('is the only method that is confirmed by hand', async () => {
    const { payment } = await shop.begin();
    expect(await shop.admin.post(`/api/v1/payments/${payment.id}/confirm`)).toMatchObject({
      status: 409,
      body: { code: 'payment-not-cash' },
    });
  });
});

describe('the history', () => {
  it('shows everybody their own payments, and somebody else’s to nobody', async () => {
    const { buyer, payment } = await shop.begin();
    const stranger = await shop.addBuyer();
    const own = await buyer.api.get<{ data: { id: string }[] }>('/api/v1/users/me/payments');
    expect(own.body.data.map(({ id }) => id)).toEqual([payment.id]);
    const others = await stranger.api.get<{ data: unknown[] }>('/api/v1/users/me/payments');
    expect(others.body.data).toEqual([]);
    for (const path of [`payments/${payment.id}`, `payments/${payment.id}/receipt`])
      expect(await stranger.api.get(`/api/v1/${path}`)).toMatchObject({ status: 404 });
    expect((await stranger.api.get('/api/v1/payments')).status).toBe(403);
  });

  it('has a receipt for what was paid', async () => {
    const { buyer, payment, session } = await shop.begin();
    expect(await buyer.api.get(`/api/v1/payments/${payment.id}/receipt`)).toMatchObject({
      status: 409,
      body: { code: 'no-receipt' },
    });
    shop.providers.stripe.pay(session);
    await shop.becomes(payment.id, { status: 'completed' });
    const receipt = await buyer.api.get(`/api/v1/payments/${payment.id}/receipt`);
    expect(receipt.headers.get('content-type')).toBe('application/pdf');
    expect(receipt.text.startsWith('%PDF-')).toBe(true);
  });
});
