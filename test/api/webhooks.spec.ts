import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RedisConfig } from '../../src/config/index.js';
import { ProcessEvent } from '../../src/modules/payments/application/process-event.js';
import type { StripeEvent } from '../../tools/standins/stripe/objects.ts';
import { eventually } from '../support/eventually.js';
import { openShop, type Buyer, type Shop } from '../support/shop.js';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { startTestApp } from '../support/test-app.js';

const stripeEvent = (shop: Shop, session: string, type: string): StripeEvent => {
  const { payment_intent } = shop.providers.stripe.sessions.get(session)!;
  const about = (event: StripeEvent) => {
    const object = event.data.object as unknown as Record<string, unknown>;
    return (
      object['id'] === session ||
      object['id'] === payment_intent ||
      object['payment_intent'] === payment_intent
    );
  };
  return shop.providers.stripe.events.findLast((event) => event.type === type && about(event))!;
};

/** Another event with other contents, which the provider signs as well. */
function changed(event: StripeEvent, type: string, values: object): StripeEvent {
  const copy = structuredClone(event);
  Object.assign(copy, { id: `evt_${crypto.randomUUID()}`, type });
  Object.assign(copy.data.object, values);
  return copy;
}

const storedEvents = (shop: Shop, filter = {}) =>
  shop.database.collection('payment_events').find(filter).toArray();

describe('a webhook', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop();
    shop.providers.stripe.holdDelivery();
    shop.providers.sslcommerz.holdDelivery();
  });
  afterAll(() => shop.close());

  it('has one effect, though 50 equal ones arrive at once', async () => {
    const { payment, session } = await shop.begin();
    shop.providers.stripe.pay(session);
    const event = stripeEvent(shop, session, 'checkout.session.completed');
    const answers = await shop.providers.stripe.deliver(event, { times: 50 });
    expect(new Set(answers)).toEqual(new Set([200]));
    await shop.becomes(payment.id, { status: 'completed' });
    expect(await storedEvents(shop, { eventId: event.id })).toHaveLength(1);
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);

    // A replay, long after.
    expect(await shop.providers.stripe.deliver(event)).toEqual([200]);
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
  });

  it('has one effect at SSLCommerz too', async () => {
    const { payment } = await shop.begin('sslcommerz');
    const notification = shop.providers.sslcommerz.pay(payment.id);
    const answers = await shop.providers.sslcommerz.deliver(notification, { times: 50 });
    expect(new Set(answers)).toEqual(new Set([200]));
    await shop.becomes(payment.id, { status: 'completed' });
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
  });

  it('is refused and not stored when it is forged, changed or too old', async () => {
    const { payment, session } = await shop.begin();
    shop.providers.stripe.pay(session);
    const event = stripeEvent(shop, session, 'checkout.session.completed');
    const { stripe, sslcommerz } = shop.providers;
    const old = new Date(shop.test.clock.now().getTime() - 301_000);
    expect(await stripe.deliver(event, { secret: 'whsec_of_somebody_else' })).toEqual([401]);
    expect(await stripe.deliver(event, { tamper: (body) => body.replace('9999', '1') })).toEqual([401]);
    expect(await stripe.deliver(event, { signedAt: old })).toEqual([401]);
    const unsigned = await shop.test.api.post('/api/v1/payments/webhooks/stripe', event);
    expect(unsigned).toMatchObject({ status: 401, body: { code: 'forged-signature' } });

    const other = await shop.begin('sslcommerz');
    const notification = sslcommerz.pay(other.payment.id);
    expect(await sslcommerz.deliver(notification, { password: 'wrong@ssl' })).toEqual([401]);
    expect(await sslcommerz.deliver(notification, { tamper: { amount: '1.00' } })).toEqual([401]);

    for (const { id } of [payment, other.payment]) {
      expect(await shop.payment(id)).toMatchObject({ status: 'pending' });
      expect(await storedEvents(shop, { 'payload.object.id': session })).toEqual([]);
    }
    expect(
      await storedEvents(shop, { provider: 'sslcommerz', 'refs.merchantTransactionId': other.payment.id }),
    ).toEqual([]);
  });

  it.each([
    ['amount', { amount_total: 1 }],
    ['currency', { currency: 'bdt' }],
    ['currency that is not sold in', { currency: 'jpy' }],
  ])('buys nothing with another %s, and calls for a person', async (_, values) => {
    const { buyer, course, payment, session } = await shop.begin();
    shop.providers.stripe.pay(session);
    const event = stripeEvent(shop, session, 'checkout.session.completed');
    await shop.providers.stripe.deliver(changed(event, event.type, values), { times: 5 });
    await shop.becomes(payment.id, { status: 'failed', flags: ['amount-mismatch'] });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
    expect(await shop.published('PaymentFlagged', payment.id)).toBe(1);
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(0);
    // The learner isn't stuck.
    expect((await shop.checkout(buyer, course)).status).toBe(201);
  });

  it('buys nothing at SSLCommerz with another amount', async () => {
    const { payment } = await shop.begin('sslcommerz');
    await shop.providers.sslcommerz.deliver(shop.providers.sslcommerz.pay(payment.id, { amount: '0.01' }));
    await shop.becomes(payment.id, { status: 'failed', flags: ['amount-mismatch'] });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('pending');
  });

  it('of a second payment for the same checkout leaves the first as it is, and calls for a person', async () => {
    const { sslcommerz } = shop.providers;
    const { payment } = await shop.begin('sslcommerz');
    await sslcommerz.deliver(sslcommerz.pay(payment.id));
    const { provider } = await shop.becomes(payment.id, { status: 'completed', flags: [] });
    await sslcommerz.deliver(sslcommerz.pay(payment.id), { times: 5 });
    await shop.becomes(payment.id, { status: 'completed', openFlags: ['paid-twice'], provider });
    expect(await shop.published('PaymentFlagged', payment.id)).toBe(1);
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
    // The first one reported again changes nothing either.
    await shop.test.api.get(`/api/v1/payments/return/sslcommerz?payment=${payment.id}`);
    expect(await shop.payment(payment.id)).toMatchObject({ flags: ['paid-twice'], provider });
  });

  it('about something else is stored and changes nothing', async () => {
    const { session } = await shop.begin();
    shop.providers.stripe.pay(session);
    const event = stripeEvent(shop, session, 'payment_intent.succeeded');
    const foreign = changed(event, event.type, {
      id: 'pi_of_another_shop',
      metadata: { paymentId: 'order-7' },
    });
    expect(await shop.providers.stripe.deliver(foreign)).toEqual([200]);
    await eventually(async () => {
      expect(await storedEvents(shop, { eventId: foreign.id })).toMatchObject([
        { state: 'processed', payment: null },
      ]);
    });
  });

  it('stores no card data', async () => {
    const { session, payment } = await shop.begin();
    shop.providers.stripe.pay(session);
    for (const type of ['charge.succeeded', 'checkout.session.completed'])
      await shop.providers.stripe.deliver(stripeEvent(shop, session, type));
    await shop.becomes(payment.id, { status: 'completed' });
    expect(JSON.stringify(await storedEvents(shop))).not.toMatch(/4242|visa|billing_details/);
  });

  it('that fails is tried again until it works', async () => {
    const { payment, session } = await shop.begin();
    shop.providers.stripe.pay(session);
    const event = stripeEvent(shop, session, 'checkout.session.completed');
    // The refund makes the provider be asked, and it doesn't answer.
    shop.providers.stripe.failNext(500, 4);
    await shop.providers.stripe.deliver(changed(event, 'charge.refunded', {}));
    await eventually(async () => {
      expect(
        await storedEvents(shop, { type: 'charge.refunded', payment: { $ne: null }, state: 'processed' }),
      ).toHaveLength(1);
    });
    await shop.becomes(payment.id, { status: 'completed' });
  });

  it('answers a body of another kind with 415', async () => {
    const answer = await shop.test.api.send('POST', '/api/v1/payments/webhooks/stripe', {
      body: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer.status).toBe(415);
  });
});

describe('four events about one payment', () => {
  let shop: Shop;
  let buyer: Buyer;
  beforeAll(async () => {
    // Without a worker, so that the test decides when what is processed.
    shop = await openShop({});
    shop.providers.stripe.holdDelivery();
    buyer = await shop.addBuyer();
  });
  afterAll(() => shop.close());

  async function receiveInOrder(events: readonly StripeEvent[]): Promise<void> {
    const process = shop.test.app.get(ProcessEvent);
    for (const event of events) {
      await shop.providers.stripe.deliver(event);
      const [stored] = await storedEvents(shop, { eventId: event.id });
      await process.execute(String(stored!._id));
    }
  }

  async function refundAtProvider(session: string): Promise<void> {
    const { payment_intent } = shop.providers.stripe.sessions.get(session)!;
    await fetch(`${shop.providers.stripe.url}/v1/refunds`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.providers.stripe.secretKey}` },
      body: new URLSearchParams({ payment_intent: payment_intent! }),
    });
  }

  const orders = permutations([0, 1, 2, 3]).map((order) => [order.join(''), order] as const);

  it.each(orders)('lead to the same paid course, in the order %s', async (_, order) => {
    const { payment, session } = await shop.begin('stripe', buyer);
    shop.providers.stripe.pay(session);
    const paid = stripeEvent(shop, session, 'checkout.session.completed');
    const events = [
      changed(paid, 'checkout.session.completed', { payment_status: 'unpaid', status: 'complete' }),
      changed(paid, 'checkout.session.async_payment_failed', { payment_status: 'unpaid' }),
      changed(paid, 'checkout.session.expired', { payment_status: 'unpaid', status: 'expired' }),
      paid,
    ];
    await receiveInOrder(order.map((index) => events[index]!));
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'completed', flags: [], error: null });
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
  });

  it.each(orders)('lead to the same refund, in the order %s', async (_, order) => {
    const { payment, session } = await shop.begin('stripe', buyer);
    shop.providers.stripe.pay(session);
    await refundAtProvider(session);
    const paid = stripeEvent(shop, session, 'checkout.session.completed');
    const events = [
      changed(paid, 'checkout.session.async_payment_failed', { payment_status: 'unpaid' }),
      stripeEvent(shop, session, 'charge.refunded'),
      stripeEvent(shop, session, 'payment_intent.succeeded'),
      paid,
    ];
    await receiveInOrder(order.map((index) => events[index]!));
    const settled = await shop.payment(payment.id);
    expect(settled).toMatchObject({ status: 'refunded', refundedAmount: '99.99', error: null });
    expect(settled.refunds).toHaveLength(1);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('refunded');
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
    expect(await shop.published('PaymentRefunded', payment.id)).toBe(1);
  });
});

describe('an event that was stored before a crash', () => {
  it('is fulfilled after the restart, once', async () => {
    const shop = await openShop({});
    shop.providers.stripe.holdDelivery();
    const { payment, session } = await shop.begin();
    shop.providers.stripe.pay(session);
    const event = stripeEvent(shop, session, 'checkout.session.completed');
    const stored = { eventId: event.id };
    await shop.providers.stripe.deliver(event);
    // Nobody takes it up: as after a crash between storing and fulfilling.
    expect(await storedEvents(shop, stored)).toMatchObject([{ state: 'received' }]);
    expect(await shop.payment(payment.id)).toMatchObject({ status: 'pending' });

    const worker = await startTestApp({ worker: true, settings: shop.providers.settings });
    worker.clock.set(shop.test.clock.now());
    await shop.becomes(payment.id, { status: 'completed' });
    expect(await storedEvents(shop, stored)).toMatchObject([{ state: 'processed', attempts: 1 }]);
    expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
    expect(await shop.enrollmentStatus(payment.enrollmentId)).toBe('active');
    await worker.app.close();
    await shop.close();
  });
});

describe('while Redis is gone', () => {
  let redis: TcpProxy;
  let shop: Shop;
  beforeAll(async () => {
    redis = await startTcpProxy(process.env['REDIS_URL'] ?? '');
    shop = await openShop({ worker: true, settings: [[RedisConfig, { REDIS_URL: redis.url }]] });
  });
  afterEach(() => redis.restore());
  afterAll(async () => {
    await shop.close();
    await redis.close();
  });

  it.each(['cut', 'stall'] as const)(
    'webhooks are taken, and processed when it is back (%s)',
    async (how) => {
      const { payment, session } = await shop.begin();
      shop.providers.stripe.holdDelivery();
      shop.providers.stripe.pay(session);
      redis[how]();
      const event = stripeEvent(shop, session, 'checkout.session.completed');
      expect(await shop.providers.stripe.deliver(event)).toEqual([200]);
      expect(await storedEvents(shop, { eventId: event.id })).toHaveLength(1);
      redis.restore();
      await shop.becomes(payment.id, { status: 'completed' });
      expect(await shop.published('PaymentCompleted', payment.id)).toBe(1);
    },
  );
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}
