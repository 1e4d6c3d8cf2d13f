import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../support/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());

const flag = (paymentId: string, value: string) =>
  shop.database
    .collection('payments')
    .updateOne({ receiptNumber: `R-${paymentId.toUpperCase()}` }, [
      { $set: { flags: [value], openFlags: [value] } },
    ]);

async function paid() {
  const begun = await shop.begin();
  shop.providers.stripe.pay(begun.session);
  await shop.becomes(begun.payment.id, { status: 'completed' });
  return begun;
}

describe('one payment', () => {
  it('shows administrators more than its buyer', async () => {
    const { buyer, payment, session } = await paid();
    const path = `/api/v1/payments/${payment.id}`;
    const { body: managed } = await shop.admin.get(path);
    expect(managed).toMatchObject({
      status: 'completed',
      flags: [],
      refundable: '99.99',
      refunds: [],
      provider: { sessionId: session },
      error: null,
    });
    const { body: own } = await buyer.api.get(path);
    expect(own).toMatchObject({ id: payment.id, status: 'completed', refunds: [], error: null });
    const hidden = Object.keys(managed).filter((field) => !(field in own));
    expect(hidden.toSorted()).toEqual([
      'confirmedBy',
      'customerEmail',
      'customerName',
      'flagResolutions',
      'flags',
      'openFlags',
      'provider',
      'refundable',
      'risk',
    ]);
  });
});

interface LogPage {
  data: {
    id: string;
    type: string;
    provider: string;
    state: string;
    attempts: number;
    processedAt: string;
  }[];
  page: { nextCursor: string | null };
}

describe('the log of a payment', () => {
  it('tells administrators what was reported and decided, in order, page by page', async () => {
    const { payment } = await paid();
    await shop.admin.post(`/api/v1/payments/${payment.id}/refunds`, { reason: 'They asked.' });
    await shop.becomes(payment.id, { status: 'refunded' });
    await shop.providers.stripe.delivered();
    const log = (query = '') =>
      shop.admin.get<LogPage>(`/api/v1/payments/${payment.id}/events${query}`).then(({ body }) => body);

    const { data: all } = await log('?limit=100');
    const types = all.map(({ type }) => type);
    expect(types.indexOf('checkout.session.completed')).toBeGreaterThanOrEqual(0);
    expect(types.indexOf('refund-requested')).toBeGreaterThan(types.indexOf('checkout.session.completed'));
    expect(all.find(({ type }) => type === 'checkout.session.completed')).toMatchObject({
      provider: 'stripe',
      state: 'processed',
      attempts: 1,
      error: null,
      processedAt: expect.any(String) as string,
    });

    const one = await log('?limit=1');
    expect(one.data).toEqual(all.slice(0, 1));
    const rest = await log(`?limit=100&cursor=${one.page.nextCursor}`);
    expect(rest.data.map(({ id }) => id)).toEqual(all.slice(1).map(({ id }) => id));
  });

  it('is no business of the buyer’s, and no payment has none', async () => {
    const { buyer, payment } = await shop.begin();
    expect((await buyer.api.get(`/api/v1/payments/${payment.id}/events`)).status).toBe(403);
    expect(await shop.admin.get(`/api/v1/payments/${'f'.repeat(24)}/events`)).toMatchObject({
      status: 404,
      body: { code: 'payment-not-found' },
    });
  });
});

describe('the list of all payments', () => {
  const list = async (query: string) => {
    const { status, body } = await shop.admin.get<{ data: { id: string }[] }>(`/api/v1/payments?${query}`);
    return [status, body.data.map(({ id }) => id)];
  };

  it('is filtered by buyer, course, state, method and time', async () => {
    const { buyer, course, payment } = await shop.begin();
    const other = await shop.begin('cash', buyer);
    const user = `userId=${buyer.userId}`;
    expect(await list(user)).toEqual([200, [other.payment.id, payment.id]]);
    expect(await list(`${user}&method=cash`)).toEqual([200, [other.payment.id]]);
    expect(await list(`courseId=${course._id.toString()}&status=pending&method=stripe`)).toEqual([
      200,
      [payment.id],
    ]);
    expect(await list(`${user}&status=completed`)).toEqual([200, []]);
    expect(await list(`${user}&to=2020-01-01T00:00:00Z`)).toEqual([200, []]);
    expect(await list(`${user}&method=cash&from=2020-01-01T00:00:00Z`)).toEqual([200, [other.payment.id]]);
  });

  it('is filtered by whether somebody has to look', async () => {
    const { buyer, payment } = await paid();
    const other = await shop.begin('cash', buyer);
    await flag(payment.id, 'refund-failed');
    const user = `userId=${buyer.userId}`;
    expect(await list(`${user}&flagged=true`)).toEqual([200, [payment.id]]);
    expect(await list(`${user}&flagged=false`)).toEqual([200, [other.payment.id]]);
    expect((await shop.admin.get('/api/v1/payments?flagged=perhaps')).status).toBe(400);
  });
});
