import { Stripe } from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startWebServer, type WebRequest, type WebServer } from '../web/server.ts';
import { startStripe, type StripeStandIn } from './index.ts';

describe('the stand-in for Stripe', () => {
  let endpoint: WebServer;
  let received: WebRequest[];
  let refusals: number;
  let standIn: StripeStandIn;
  let stripe: Stripe;

  beforeEach(async () => {
    received = [];
    refusals = 0;
    endpoint = await startWebServer(0, (request) => {
      received.push(request);
      return { status: refusals-- > 0 ? 503 : 200 };
    });
    standIn = await startStripe({ webhookUrl: endpoint.url });
    stripe = client();
  });
  afterEach(async () => {
    await standIn.close();
    await endpoint.close();
  });

  const client = (key = standIn.secretKey) => {
    const { hostname: host, port } = new URL(standIn.url);
    return new Stripe(key, { host, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
  };
  const order = (changes: Partial<Stripe.Checkout.SessionCreateParams> = {}) => ({
    mode: 'payment' as const,
    line_items: [
      {
        quantity: 2,
        price_data: { currency: 'usd', unit_amount: 1_000, product_data: { name: 'Ether & <Fire>' } },
      },
    ],
    metadata: { order: '7' },
    payment_intent_data: { metadata: { order: '7' } },
    success_url: 'https://shop.example/done?id={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://shop.example/cancelled',
    ...changes,
  });
  const open = () => stripe.checkout.sessions.create(order());
  const press = (url: string, action: string) =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
  const refusalOf = (asked: Promise<unknown>) =>
    asked.then(
      () => undefined,
      (error: InstanceType<typeof Stripe.errors.StripeError>) => ({
        type: error.rawType,
        code: error.code,
        status: error.statusCode,
        param: error.param,
      }),
    );

  it('opens a session that waits for its payment', async () => {
    const session = await open();
    expect(session).toMatchObject({
      id: expect.stringMatching(/^cs_test_/),
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: 2_000,
      metadata: { order: '7' },
    });
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ id: session.id });
  });

  it('answers the same key with the same answer, and refuses another request with it', async () => {
    const first = await stripe.checkout.sessions.create(order(), { idempotencyKey: 'k' });
    const second = await stripe.checkout.sessions.create(order(), { idempotencyKey: 'k' });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    const other = order({ client_reference_id: '8' });
    expect(await refusalOf(stripe.checkout.sessions.create(other, { idempotencyKey: 'k' }))).toMatchObject({
      type: 'idempotency_error',
      status: 400,
    });
  });

  it('forgets a key after a day', async () => {
    let now = new Date();
    const clocked = await startStripe({ clock: () => now });
    const { hostname: host, port } = new URL(clocked.url);
    const own = new Stripe(clocked.secretKey, { host, port, protocol: 'http' });
    const create = async () => (await own.checkout.sessions.create(order(), { idempotencyKey: 'k' })).id;
    const first = await create();
    now = new Date(now.getTime() + 24 * 3_600_000 - 1_000);
    expect(await create()).toBe(first);
    now = new Date(now.getTime() + 2_000);
    expect(await create()).not.toBe(first);
    await clocked.close();
  });

  it('can do what it is asked to and lose its answer', async () => {
    standIn.failNext('lost');
    expect(await refusalOf(open())).toMatchObject({ type: 'api_error', status: 502 });
    expect(standIn.sessions.size).toBe(1);
  });

  it('refuses what Stripe refuses, in its words', async () => {
    const soon = Math.floor(Date.now() / 1000) + 60;
    const create = (changes: object) => refusalOf(stripe.checkout.sessions.create(order(changes)));
    expect(await refusalOf(client('sk_test_wrong').checkout.sessions.create(order()))).toMatchObject({
      status: 401,
    });
    expect(await create({ expires_at: soon })).toMatchObject({ param: 'expires_at', status: 400 });
    expect(await create({ expires_at: soon + 86_400 })).toMatchObject({ param: 'expires_at' });
    expect(await create({ colour: 'blue' })).toMatchObject({ code: 'parameter_unknown', param: 'colour' });
    expect(await create({ success_url: '' })).toMatchObject({ code: 'parameter_missing' });
    expect(await refusalOf(stripe.checkout.sessions.retrieve('cs_test_none'))).toMatchObject({
      code: 'resource_missing',
      status: 404,
    });
    const { id } = await open();
    await stripe.checkout.sessions.expire(id);
    expect(await refusalOf(stripe.checkout.sessions.expire(id))).toMatchObject({ status: 400 });
  });

  it('takes the money at its page, and sends the browser back', async () => {
    const session = await open();
    const page = await fetch(session.url!);
    expect(page.headers.get('content-security-policy')).toContain('form-action *');
    expect(await page.text()).toContain('20.00 USD');
    const paid = await press(session.url!, 'pay');
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      `https://shop.example/done?id=${session.id}`,
    ]);
    const expand = ['payment_intent.latest_charge'];
    const after = await stripe.checkout.sessions.retrieve(session.id, { expand });
    expect(after).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      payment_intent: {
        status: 'succeeded',
        amount_received: 2_000,
        latest_charge: { paid: true, metadata: { order: '7' } },
      },
    });
    expect(await (await press(session.url!, 'pay')).text().catch(() => '')).not.toContain('<button');
  });

  it('lets the buyer be declined, try again, or leave', async () => {
    const session = await open();
    expect((await press(session.url!, 'cancel')).headers.get('location')).toBe(
      'https://shop.example/cancelled',
    );
    expect(await (await press(session.url!, 'decline')).text()).toContain('declined');
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'open' });
    expect((await press(session.url!, 'pay')).status).toBe(303);
    expect(await (await fetch(standIn.url)).text()).toContain(session.id);
  });

  it('ends a session whose time is over', async () => {
    let now = new Date();
    const clocked = await startStripe({ clock: () => now });
    const { hostname: host, port } = new URL(clocked.url);
    const own = new Stripe(clocked.secretKey, { host, port, protocol: 'http' });
    const session = await own.checkout.sessions.create(order());
    now = new Date(now.getTime() + 24 * 3_600_000);
    expect(await own.checkout.sessions.retrieve(session.id)).toMatchObject({ status: 'expired', url: null });
    expect(clocked.events.map(({ type }) => type)).toEqual(['checkout.session.expired']);
    await clocked.close();
  });

  it("signs webhooks so that Stripe's own library takes them", async () => {
    standIn.pay((await open()).id);
    await standIn.delivered();
    const events = received.map(({ body, headers }) =>
      stripe.webhooks.constructEvent(body, headers['stripe-signature']!, standIn.webhookSecret),
    );
    expect(events.map(({ type }) => type).toSorted()).toEqual([
      'checkout.session.completed',
      'payment_intent.succeeded',
    ]);
    const [{ body, headers }] = received as [WebRequest];
    expect(() => stripe.webhooks.constructEvent(body, headers['stripe-signature']!, 'whsec_other')).toThrow(
      'signature',
    );
  });

  it('sends a webhook until it is taken', async () => {
    refusals = 2;
    standIn.expire((await open()).id);
    await standIn.delivered();
    expect(received.length).toBe(3);
    expect(new Set(received.map(({ body }) => body.toString())).size).toBe(1);
  });

  it('holds webhooks back, and sends one as often as it is told to', async () => {
    standIn.holdDelivery();
    standIn.expire((await open()).id);
    await standIn.delivered();
    expect(received).toEqual([]);
    standIn.resumeDelivery();
    await standIn.delivered();
    expect(received.length).toBe(1);
    expect(await standIn.deliver(standIn.events[0]!, { times: 3 })).toEqual([200, 200, 200]);
    expect(received.length).toBe(4);
  });

  it('gives money back, never more than was paid', async () => {
    const { id } = await open();
    standIn.pay(id);
    const intent = standIn.sessions.get(id)!.payment_intent!;
    const refund = (amount: number) => stripe.refunds.create({ payment_intent: intent, amount });
    expect(await refund(1_500)).toMatchObject({ status: 'succeeded', amount: 1_500 });
    expect(await refusalOf(refund(501))).toMatchObject({ param: 'amount', status: 400 });
    await refund(500);
    expect(await refusalOf(refund(1))).toMatchObject({ code: 'charge_already_refunded' });
    const { data } = await stripe.refunds.list({ payment_intent: intent });
    expect(data.map(({ amount }) => amount)).toEqual([500, 1_500]);
    const pages = stripe.refunds.list({ payment_intent: intent, limit: 1 });
    expect((await pages).has_more).toBe(true);
    const amounts: number[] = [];
    for await (const { amount } of pages) amounts.push(amount);
    expect(amounts).toEqual([500, 1_500]);
    expect(standIn.events.at(-1)).toMatchObject({
      type: 'charge.refunded',
      data: { object: { amount_refunded: 2_000, refunded: true } },
    });
  });
});
