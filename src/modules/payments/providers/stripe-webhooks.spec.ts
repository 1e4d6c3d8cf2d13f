import { Stripe } from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryOptions, StripeStandIn } from '../../../../tools/standins/stripe/index.ts';
import { code, PAYMENT_ID } from '../testing/provider-fixtures.js';
import { startStripeBench, type StripeBench } from '../testing/stripe-bench.js';
import type { StripeProvider } from './stripe.provider.js';

let bench: StripeBench;
let stripe: StripeStandIn;
let provider: StripeProvider;

beforeEach(async () => {
  bench = await startStripeBench();
  ({ stripe } = bench);
  provider = bench.providerWith();
});
afterEach(() => bench.close());

describe('a webhook of Stripe', () => {
  it('is read when Stripe signed it', async () => {
    const { sessionId } = await bench.open();
    stripe.pay(sessionId);
    const event = provider.readEvent(await bench.webhook('checkout.session.completed'));
    expect(event).toMatchObject({
      eventId: stripe.events.at(-1)?.id,
      type: 'checkout.session.completed',
      paymentId: PAYMENT_ID,
      occurredAt: bench.clock.now(),
      refs: { sessionId },
      proof: { outcome: 'paid', amount: { amount: 4999, currency: 'EUR' }, refunds: [], failure: null },
    });
    expect(event.refs.paymentIntentId).toMatch(/^pi_/);
  });

  it('is refused when it was signed with another secret, not at all, or changed on the way', async () => {
    const { sessionId } = await bench.open();
    stripe.pay(sessionId);
    const type = 'checkout.session.completed';
    const forged = code('forged-signature');
    const readAs = async (how: DeliveryOptions) => provider.readEvent(await bench.webhook(type, how));
    await expect(readAs({ secret: 'whsec_guessed' })).rejects.toEqual(forged);
    await expect(readAs({ tamper: (body) => body.replace('4999', '1') })).rejects.toEqual(forged);
    await expect(readAs({ tamper: (body) => `${body} ` })).rejects.toEqual(forged);
    const honest = await bench.webhook(type, {});
    expect(provider.readEvent(honest).paymentId).toBe(PAYMENT_ID);
    for (const signature of [undefined, '', 't=1', 'v1=ff', ['a', 'b'], `t=1,v1=${'0'.repeat(64)}`])
      expect(() => provider.readEvent({ ...honest, headers: { 'stripe-signature': signature } })).toThrow(
        code('forged-signature'),
      );
  });

  it('is refused when it was signed more than 300 s ago', async () => {
    const { sessionId } = await bench.open();
    stripe.pay(sessionId);
    const signedAgo = async (seconds: number) => {
      const signedAt = new Date(bench.clock.now().getTime() - seconds * 1000);
      return provider.readEvent(await bench.webhook('checkout.session.completed', { signedAt }));
    };
    await expect(signedAgo(301)).rejects.toEqual(code('forged-signature'));
    expect((await signedAgo(300)).paymentId).toBe(PAYMENT_ID);
  });

  it('is malformed when what is signed is no event', () => {
    const payload = '{"id":"evt_1"}';
    const header = Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: stripe.webhookSecret,
      timestamp: bench.clock.now().getTime() / 1000,
    });
    const read = () =>
      provider.readEvent({ rawBody: Buffer.from(payload), headers: { 'stripe-signature': header } });
    expect(read).toThrow(code('malformed-request'));
  });

  it('is stored without cards and people', async () => {
    const payment = await bench.open();
    stripe.pay(payment.sessionId);
    await provider.refund({
      payment,
      refundId: 'r1',
      amount: 100,
      reason: 'x',
      promisedAt: bench.clock.now(),
    });
    await stripe.delivered();
    const stored = JSON.stringify(
      bench.received.map(({ body, headers }) => provider.readEvent({ rawBody: body, headers }).payload),
    );
    expect(stored).toContain('charge.refunded');
    for (const secret of ['4242', 'visa', 'ada', 'Customer', 'http']) expect(stored).not.toContain(secret);
  });

  it('of a declined card leaves the payment open, and says why', async () => {
    stripe.decline((await bench.open()).sessionId);
    expect(provider.readEvent(await bench.webhook('payment_intent.payment_failed'))).toMatchObject({
      paymentId: PAYMENT_ID,
      proof: { outcome: 'pending', failure: { code: 'generic_decline' } },
    });
  });

  it('tells of money that comes later, or not at all', async () => {
    const { sessionId } = await bench.open();
    stripe.payLater(sessionId);
    const completed = provider.readEvent(await bench.webhook('checkout.session.completed'));
    expect(completed.proof).toMatchObject({ outcome: 'processing', amount: null });
    stripe.settle(sessionId, 'failed');
    const failed = provider.readEvent(await bench.webhook('checkout.session.async_payment_failed'));
    expect(failed.proof).toMatchObject({ outcome: 'failed', failure: { code: 'payment_failed' } });
    stripe.settle(sessionId, 'succeeded');
    const paid = provider.readEvent(await bench.webhook('checkout.session.async_payment_succeeded'));
    expect(paid.proof).toMatchObject({ outcome: 'paid', amount: { amount: 4999 } });
  });

  it('of a checkout that ended says cancelled', async () => {
    stripe.expire((await bench.open()).sessionId);
    expect(provider.readEvent(await bench.webhook('checkout.session.expired')).proof?.outcome).toBe(
      'cancelled',
    );
  });

  it('of a refund names payment and charge, and has Stripe asked for the rest', async () => {
    const payment = await bench.open();
    stripe.pay(payment.sessionId);
    await provider.refund({
      payment,
      refundId: 'r1',
      amount: 100,
      reason: 'x',
      promisedAt: bench.clock.now(),
    });
    const event = provider.readEvent(await bench.webhook('charge.refunded'));
    expect(event).toMatchObject({ paymentId: PAYMENT_ID, proof: null });
    expect(event.refs).toEqual({
      paymentIntentId: expect.stringMatching(/^pi_/),
      chargeId: expect.stringMatching(/^ch_/),
    });
  });
});
