import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StripeStandIn } from '../../../../tools/standins/stripe/index.ts';
import { code, keepLog, PAYMENT_ID } from '../testing/provider-fixtures.js';
import { startStripeBench, type StripeBench } from '../testing/stripe-bench.js';
import type { StripeProvider } from './stripe.provider.js';

let bench: StripeBench;
let stripe: StripeStandIn;
let provider: StripeProvider;
let log: readonly string[];

beforeAll(() => {
  log = keepLog();
});
beforeEach(async () => {
  bench = await startStripeBench();
  ({ stripe } = bench);
  provider = bench.providerWith();
});
afterEach(() => bench.close());

describe('a checkout at Stripe', () => {
  it('asks for the price of the course, for this payment and buyer, until it ends', async () => {
    const { refs, redirectUrl } = await provider.openCheckout(bench.request());
    expect(stripe.sessions.get(refs.sessionId!)).toMatchObject({
      mode: 'payment',
      amount_total: 4999,
      currency: 'eur',
      client_reference_id: PAYMENT_ID,
      customer_email: 'ada+test@example.org',
      metadata: { paymentId: PAYMENT_ID },
      expires_at: bench.clock.now().getTime() / 1000 + 3600,
      url: redirectUrl,
    });
    expect((await fetch(redirectUrl)).status).toBe(200);
  });

  it('is one however often and at the same time it is asked for', async () => {
    const opened = await Promise.all(Array.from({ length: 5 }, () => provider.openCheckout(bench.request())));
    expect(new Set(opened.map(({ redirectUrl }) => redirectUrl)).size).toBe(1);
    expect(stripe.sessions.size).toBe(1);
  });

  it('is refused as this payment when Stripe will never take it', async () => {
    const tooSmall = bench.request({ amount: { amount: 3, currency: 'EUR' } });
    await expect(provider.openCheckout(tooSmall)).rejects.toEqual(code('payment-provider-refused'));
    await provider.openCheckout(bench.request());
    const another = bench.request({ amount: { amount: 1, currency: 'EUR' } });
    await expect(provider.openCheckout(another)).rejects.toEqual(code('payment-provider-refused'));
  });

  it('survives a fault that Stripe gets over', async () => {
    stripe.failNext(500);
    await provider.openCheckout(bench.request());
    expect(stripe.sessions.size).toBe(1);
  });

  it.each([
    ['fails', () => stripe.failNext(500, 2)],
    ['is busy', () => stripe.failNext(429)],
    ['does not answer', () => stripe.failNext('hang', 2)],
  ])('can be tried again later when Stripe %s', async (_, break_) => {
    break_();
    provider = bench.providerWith({ PAYMENT_PROVIDER_TIMEOUT_MS: 200 });
    await expect(provider.openCheckout(bench.request())).rejects.toEqual(
      code('payment-provider-unavailable'),
    );
    await provider.openCheckout(bench.request());
    expect(stripe.sessions.size).toBe(1);
  });

  it('can be tried again later when nobody is there, or our key is not taken', async () => {
    const unavailable = code('payment-provider-unavailable');
    provider = bench.providerWith({ STRIPE_SECRET_KEY: 'sk_test_wrong' });
    const refusal = await provider.openCheckout(bench.request()).catch((error: unknown) => error);
    expect(refusal).toEqual(unavailable);
    for (const text of [JSON.stringify(refusal), log.join('')]) expect(text).not.toContain('sk_test');
    provider = bench.providerWith({ STRIPE_API_URL: 'http://127.0.0.1:1' });
    await expect(provider.openCheckout(bench.request())).rejects.toEqual(unavailable);
  });

  it('can be closed while it is unpaid, and closing again does nothing', async () => {
    const payment = await bench.open();
    await provider.closeCheckout(payment);
    await provider.closeCheckout(payment);
    expect(stripe.sessions.get(payment.sessionId)?.status).toBe('expired');
    expect(await provider.lookUp(payment)).toMatchObject({ outcome: 'cancelled', amount: null });
  });
});

describe('Stripe, asked about a payment', () => {
  it('tells each state of it', async () => {
    const payment = await bench.open();
    expect(await provider.lookUp({ ...payment, refs: {} })).toMatchObject({ outcome: 'pending' });
    expect(await provider.lookUp(payment)).toMatchObject({ outcome: 'pending', failure: null });
    stripe.decline(payment.sessionId);
    expect(await provider.lookUp(payment)).toMatchObject({
      outcome: 'pending',
      failure: { code: 'generic_decline' },
    });
    stripe.payLater(payment.sessionId);
    expect(await provider.lookUp(payment)).toMatchObject({ outcome: 'processing' });
    stripe.settle(payment.sessionId, 'failed');
    expect(await provider.lookUp(payment)).toMatchObject({ outcome: 'failed' });
    stripe.settle(payment.sessionId, 'succeeded');
    const proof = await provider.lookUp(payment);
    expect(proof).toMatchObject({
      outcome: 'paid',
      amount: { amount: 4999, currency: 'EUR' },
      refs: { sessionId: payment.sessionId, chargeId: expect.stringMatching(/^ch_/) },
      failure: null,
    });
    const { paymentIntentId } = proof.refs;
    expect(await provider.lookUp({ ...payment, refs: { paymentIntentId } })).toMatchObject({
      outcome: 'paid',
      amount: { amount: 4999, currency: 'EUR' },
    });
  });
});

describe('a refund at Stripe', () => {
  const paid = async () => {
    const payment = await bench.open();
    stripe.pay(payment.sessionId);
    return payment;
  };

  it('is made once, however often and at the same time it is asked for', async () => {
    const payment = await paid();
    const wanted = {
      payment,
      refundId: 'r1',
      amount: 1999,
      reason: 'Too hard',
      promisedAt: bench.clock.now(),
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => provider.refund(wanted)));
    expect(new Set(answers.map(({ providerRefundId }) => providerRefundId)).size).toBe(1);
    expect(answers[0]?.status).toBe('succeeded');
    expect([...stripe.refunds.values()]).toMatchObject([{ amount: 1999, metadata: { refundId: 'r1' } }]);
    expect((await provider.lookUp(payment)).refunds).toEqual([
      {
        refundId: 'r1',
        providerRefundId: answers[0]?.providerRefundId,
        amount: 1999,
        status: 'succeeded',
      },
    ]);
  });

  it('is made once when Stripe made it unheard, also when it has forgotten the key since', async () => {
    const payment = await paid();
    const refs = { paymentIntentId: stripe.sessions.get(payment.sessionId)!.payment_intent! };
    const wanted = {
      payment: { ...payment, refs },
      refundId: 'r1',
      amount: 100,
      reason: 'x',
      promisedAt: bench.clock.now(),
    };
    stripe.failNext('lost', 2);
    await expect(provider.refund(wanted)).rejects.toEqual(code('payment-provider-unavailable'));
    for (let others = 0; others < 101; others++)
      await provider.refund({ ...wanted, refundId: `other-${others}`, amount: 1 });
    bench.clock.advance(25 * 3_600_000);
    const made = [...stripe.refunds.values()].find(({ metadata }) => metadata?.['refundId'] === 'r1');
    expect(await provider.refund(wanted)).toEqual({ providerRefundId: made!.id, status: 'succeeded' });
    expect(stripe.refunds.size).toBe(102);
  });

  it('is made late when Stripe never heard of it', async () => {
    const payment = await paid();
    const wanted = { payment, refundId: 'r1', amount: 100, reason: 'x', promisedAt: bench.clock.now() };
    bench.clock.advance(25 * 3_600_000);
    expect(await provider.refund(wanted)).toMatchObject({ status: 'succeeded' });
    expect(stripe.refunds.size).toBe(1);
  });

  it('that is more than is left is an answer, not an error', async () => {
    const payment = await paid();
    await provider.refund({
      payment,
      refundId: 'r1',
      amount: 4000,
      reason: 'x',
      promisedAt: bench.clock.now(),
    });
    const second = await provider.refund({
      payment,
      refundId: 'r2',
      amount: 1000,
      reason: 'x',
      promisedAt: bench.clock.now(),
    });
    expect(second).toEqual({ providerRefundId: null, status: 'failed', failure: expect.any(String) });
    expect(stripe.refunds.size).toBe(1);
  });

  it('of what was never paid is an answer, too', async () => {
    const payment = await bench.open();
    const answer = await provider.refund({
      payment,
      refundId: 'r1',
      amount: 1,
      reason: 'x',
      promisedAt: bench.clock.now(),
    });
    expect(answer).toMatchObject({ providerRefundId: null, status: 'failed' });
  });

  it.each(['succeeded', 'failed'] as const)('that takes its time can be asked about: %s', async (end) => {
    stripe.setRefundMode('pending');
    const payment = await paid();
    const asked = await provider.refund({
      payment,
      refundId: 'r1',
      amount: 100,
      reason: 'x',
      promisedAt: bench.clock.now(),
    });
    expect(asked.status).toBe('pending');
    const providerRefundId = asked.providerRefundId!;
    stripe.settleRefund(providerRefundId, end);
    expect(await provider.lookUpRefund({ providerRefundId })).toMatchObject({ status: end });
  });

  it('is not known when Stripe does not answer', async () => {
    const payment = await paid();
    await provider.lookUp(payment);
    stripe.failNext(503, 4);
    const wanted = { payment, refundId: 'r1', amount: 100, reason: 'x', promisedAt: bench.clock.now() };
    await expect(provider.refund(wanted)).rejects.toEqual(code('payment-provider-unavailable'));
  });
});
