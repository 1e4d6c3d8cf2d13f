import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CatchUp } from '../../src/modules/payments/application/catch-up.js';
import { openShop, type PaymentAnswer, type Shop } from '../support/shop.js';

const HOUR_MINUTES = 60;

let shop: Shop;
beforeAll(async () => {
  // Without the worker: refunds are sent when the test says so.
  shop = await openShop({});
});
afterAll(() => shop.close());

/** A refund of a part, which Stripe makes and doesn't answer for. */
async function unanswered(): Promise<PaymentAnswer> {
  const { payment, session } = await shop.begin();
  shop.providers.stripe.holdDelivery();
  shop.providers.stripe.pay(session);
  await shop.test.api.get(`/api/v1/payments/return/stripe?payment=${payment.id}&result=success`);
  const refund = { amount: '10.00', reason: 'The learner asked.' };
  expect((await shop.admin.post(`/api/v1/payments/${payment.id}/refunds`, refund)).status).toBe(202);
  await shop.pass(3);
  // The library asks twice.
  shop.providers.stripe.failNext('lost', 2);
  expect(await send()).toEqual({ asked: 0, failed: 1 });
  expect(refundsAtStripe(payment.id)).toHaveLength(1);
  expect(await shop.payment(payment.id)).toMatchObject({ refundedAmount: '0.00', refundable: '89.99' });
  return payment;
}

const send = () => shop.test.app.get(CatchUp).refunds(new AbortController().signal);
const refundsAtStripe = (paymentId: string) =>
  [...shop.providers.stripe.refunds.values()].filter(({ metadata }) => metadata?.['paymentId'] === paymentId);

describe('a refund that Stripe made and did not answer for', () => {
  it.each([
    ['an hour', 1],
    ['a day and more, when its key is forgotten', 25],
    ['a week', 7 * 24],
  ])('is one when it is sent again after %s', async (_, hours) => {
    const payment = await unanswered();
    await shop.pass(hours * HOUR_MINUTES);
    expect(await send()).toEqual({ asked: 1, failed: 0 });
    expect(refundsAtStripe(payment.id)).toHaveLength(1);
    expect(await shop.payment(payment.id)).toMatchObject({
      status: 'partially_refunded',
      refundedAmount: '10.00',
      refundable: '89.99',
      refunds: [{ status: 'succeeded' }],
      flags: [],
    });
    expect(await send()).toEqual({ asked: 0, failed: 0 });
  });
});
