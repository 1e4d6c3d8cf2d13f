import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../support/shop.js';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
/** Addresses that somebody else would like to have in place of ours. */
const LURES = { host: 'evil.example', 'x-forwarded-host': 'evil.example', referer: 'https://evil.example/' };

const back = (shop: Shop, paymentId: string, result = 'success', method = 'stripe') =>
  shop.test.api.get(`/api/v1/payments/return/${method}?payment=${paymentId}&result=${result}`, LURES);

/** What SSLCommerz has the buyer's browser send after paying. */
function postBack(shop: Shop, paymentId: string) {
  const { returnUrl, fields } = shop.providers.sslcommerz.pay(paymentId);
  const { pathname, search } = new URL(returnUrl);
  const body = new URLSearchParams({ ...fields, redirect: 'https://evil.example' }).toString();
  return shop.test.api.send('POST', pathname + search, { body, headers: { ...FORM, ...LURES } });
}

describe('coming back from the provider without a client application', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
  });
  afterAll(() => shop.close());

  it('answers what became of the payment, and leads nowhere', async () => {
    const { payment } = await shop.begin();
    const answer = await back(shop, payment.id);
    expect(answer).toMatchObject({ status: 200, body: { paymentId: payment.id, status: 'pending' } });
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('proves nothing', async () => {
    const { payment } = await shop.begin();
    expect(await back(shop, payment.id)).toMatchObject({ status: 200, body: { status: 'pending' } });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
  });

  it('asks the provider, and so needn’t wait for its report', async () => {
    const { payment, session } = await shop.begin();
    shop.providers.stripe.holdDelivery();
    shop.providers.stripe.pay(session);
    expect(await back(shop, payment.id, 'cancel')).toMatchObject({
      status: 200,
      body: { status: 'completed' },
    });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    shop.providers.stripe.resumeDelivery();
    await shop.providers.stripe.delivered();
  });

  it('is a form at SSLCommerz', async () => {
    const { payment } = await shop.begin('sslcommerz');
    expect(await postBack(shop, payment.id)).toMatchObject({ status: 200, body: { status: 'completed' } });
  });

  it('finds no payment of another provider', async () => {
    const { payment } = await shop.begin();
    expect(await back(shop, payment.id, 'success', 'sslcommerz')).toMatchObject({ status: 404 });
    expect(await back(shop, 'f'.repeat(24))).toMatchObject({ status: 404 });
  });
});

describe('coming back from the provider with a client application', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop({ worker: true, config: { CLIENT_URL: 'https://learn.example.com/app/' } });
  });
  afterAll(() => shop.close());

  it('leads to its page of the payment, whatever the request says', async () => {
    const { payment, session } = await shop.begin();
    shop.providers.stripe.pay(session);
    const paid = await back(shop, payment.id);
    expect(paid).toMatchObject({ status: 303 });
    expect(paid.headers.get('location')).toBe(
      `https://learn.example.com/app/payments/${payment.id}?status=completed`,
    );

    const other = await shop.begin();
    expect((await back(shop, other.payment.id, 'success')).headers.get('location')).toBe(
      `https://learn.example.com/app/payments/${other.payment.id}?status=pending`,
    );
  });

  it('leads there from SSLCommerz’ form too', async () => {
    const { payment } = await shop.begin('sslcommerz');
    const answer = await postBack(shop, payment.id);
    expect(answer).toMatchObject({ status: 303 });
    expect(answer.headers.get('location')).toBe(
      `https://learn.example.com/app/payments/${payment.id}?status=completed`,
    );
  });

  it('takes no address from whoever calls, and leads nowhere without a payment', async () => {
    const { payment } = await shop.begin();
    for (const name of ['url', 'redirect', 'next']) {
      const answer = await shop.test.api.get(
        `/api/v1/payments/return/stripe?payment=${payment.id}&${name}=https://evil.example`,
      );
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
    const unknown = await back(shop, 'f'.repeat(24));
    expect([unknown.status, unknown.headers.get('location')]).toEqual([404, null]);
  });

  it('brings browsers and reports to PUBLIC_URL first, wherever the checkout was begun', async () => {
    const [buyer, course] = await Promise.all([shop.addBuyer(), shop.addCourse()]);
    const { body } = await shop.checkout(buyer, course, 'sslcommerz', LURES);
    const session = [...shop.providers.sslcommerz.sessions.values()].find(
      ({ tran_id }) => tran_id === body.payment.id,
    )!;
    const { success_url, fail_url, cancel_url, ipn_url } = session;
    const origins = [success_url, fail_url, cancel_url, ipn_url].map((url) => new URL(url).origin);
    expect(new Set(origins)).toEqual(new Set([shop.test.api.url]));
  });
});
