import { Logger } from '@nestjs/common';
import { Stripe } from 'stripe';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../../../test/support/test-clock.js';
import {
  startStripe,
  type DeliveryOptions,
  type StripeStandIn,
} from '../../../../tools/standins/stripe/index.ts';
import { startWebServer, type WebRequest, type WebServer } from '../../../../tools/standins/web/server.ts';
import { PaymentsConfig, readConfig } from '../../../config/index.js';
import { createLogger, NestLogger } from '../../../infra/logging/index.js';
import type { CheckoutRequest, ProviderPayment } from '../domain/payment-provider.js';
import { StripeClient } from './stripe-client.js';
import { StripeProvider } from './stripe.provider.js';

const PAYMENT_ID = '6a0f3c2b1d4e5f6071829304';
const code = (expected: string) =>
  expect.objectContaining({ type: expect.objectContaining({ code: expected }) });

describe('Stripe', () => {
  const clock = new TestClock();
  const log: string[] = [];
  let stripe: StripeStandIn;
  let endpoint: WebServer;
  let received: WebRequest[];
  let provider: StripeProvider;

  beforeAll(() => {
    Logger.overrideLogger(new NestLogger(createLogger('info', { write: (line) => void log.push(line) })));
  });
  beforeEach(async () => {
    received = [];
    endpoint = await startWebServer(0, (request) => {
      received.push(request);
      return { status: 200 };
    });
    stripe = await startStripe({ webhookUrl: endpoint.url, clock: () => clock.now() });
    provider = providerWith();
  });
  afterEach(async () => {
    await stripe.close();
    await endpoint.close();
  });

  const providerWith = (values: Partial<PaymentsConfig> = {}) => {
    const config = {
      ...readConfig(PaymentsConfig),
      STRIPE_API_URL: stripe.url,
      STRIPE_SECRET_KEY: stripe.secretKey,
      STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
      ...values,
    };
    return new StripeProvider(new StripeClient(config), config, clock);
  };

  const request = (changes: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
    paymentId: PAYMENT_ID,
    amount: { amount: 4999, currency: 'EUR' },
    title: 'Analytical Engines & Äther <1>',
    customer: { name: 'Ada Lovelace', email: 'ada+test@example.org' },
    urls: {
      success: 'https://lyceum.example/paid?payment=1&session={CHECKOUT_SESSION_ID}',
      cancel: 'https://lyceum.example/cancelled',
      fail: 'https://lyceum.example/failed',
      notify: 'https://lyceum.example/webhook',
    },
    expiresAt: new Date(clock.now().getTime() + 3_600_000),
    ...changes,
  });

  const open = async (): Promise<ProviderPayment & { sessionId: string }> => {
    const { refs } = await provider.openCheckout(request());
    return { paymentId: PAYMENT_ID, amount: request().amount, refs, sessionId: refs.sessionId! };
  };

  /** The latest webhook of this type, as it arrived. */
  const webhook = async (type: string, how?: DeliveryOptions) => {
    await stripe.delivered();
    const event = stripe.events.findLast((candidate) => candidate.type === type)!;
    if (how) await stripe.deliver(event, how);
    const { body, headers } = received.findLast(({ body: sent }) => sent.includes(`"type": "${type}"`))!;
    return { rawBody: body, headers };
  };

  describe('a checkout', () => {
    it('asks for the price of the course, for this payment and buyer, until it ends', async () => {
      const { refs, redirectUrl } = await provider.openCheckout(request());
      expect(stripe.sessions.get(refs.sessionId!)).toMatchObject({
        mode: 'payment',
        amount_total: 4999,
        currency: 'eur',
        client_reference_id: PAYMENT_ID,
        customer_email: 'ada+test@example.org',
        metadata: { paymentId: PAYMENT_ID },
        expires_at: clock.now().getTime() / 1000 + 3600,
        url: redirectUrl,
      });
      expect((await fetch(redirectUrl)).status).toBe(200);
    });

    it('is one however often and at the same time it is asked for', async () => {
      const opened = await Promise.all(Array.from({ length: 5 }, () => provider.openCheckout(request())));
      expect(new Set(opened.map(({ redirectUrl }) => redirectUrl)).size).toBe(1);
      expect(stripe.sessions.size).toBe(1);
    });

    it('is refused as this payment when Stripe will never take it', async () => {
      const tooSmall = request({ amount: { amount: 3, currency: 'EUR' } });
      await expect(provider.openCheckout(tooSmall)).rejects.toEqual(code('payment-provider-refused'));
      await provider.openCheckout(request());
      const another = request({ amount: { amount: 1, currency: 'EUR' } });
      await expect(provider.openCheckout(another)).rejects.toEqual(code('payment-provider-refused'));
    });

    it('survives a fault that Stripe gets over', async () => {
      stripe.failNext(500);
      await provider.openCheckout(request());
      expect(stripe.sessions.size).toBe(1);
    });

    it.each([
      ['fails', () => stripe.failNext(500, 2)],
      ['is busy', () => stripe.failNext(429)],
      ['does not answer', () => stripe.failNext('hang', 2)],
    ])('can be tried again later when Stripe %s', async (_, break_) => {
      break_();
      provider = providerWith({ PAYMENT_PROVIDER_TIMEOUT_MS: 200 });
      await expect(provider.openCheckout(request())).rejects.toEqual(code('payment-provider-unavailable'));
      await provider.openCheckout(request());
      expect(stripe.sessions.size).toBe(1);
    });

    it('can be tried again later when nobody is there, or our key is not taken', async () => {
      const unavailable = code('payment-provider-unavailable');
      provider = providerWith({ STRIPE_SECRET_KEY: 'sk_test_wrong' });
      const refusal = await provider.openCheckout(request()).catch((error: unknown) => error);
      expect(refusal).toEqual(unavailable);
      for (const text of [JSON.stringify(refusal), log.join('')]) expect(text).not.toContain('sk_test');
      provider = providerWith({ STRIPE_API_URL: 'http://127.0.0.1:1' });
      await expect(provider.openCheckout(request())).rejects.toEqual(unavailable);
    });

    it('can be closed while it is unpaid, and closing again does nothing', async () => {
      const payment = await open();
      await provider.closeCheckout(payment);
      await provider.closeCheckout(payment);
      expect(stripe.sessions.get(payment.sessionId)?.status).toBe('expired');
      expect(await provider.lookUp(payment)).toMatchObject({ outcome: 'cancelled', amount: null });
    });
  });

  describe('a webhook', () => {
    it('is read when Stripe signed it', async () => {
      const { sessionId } = await open();
      stripe.pay(sessionId);
      const event = provider.readEvent(await webhook('checkout.session.completed'));
      expect(event).toMatchObject({
        eventId: stripe.events.at(-1)?.id,
        type: 'checkout.session.completed',
        paymentId: PAYMENT_ID,
        occurredAt: clock.now(),
        refs: { sessionId },
        proof: { outcome: 'paid', amount: { amount: 4999, currency: 'EUR' }, refunds: [], failure: null },
      });
      expect(event.refs.paymentIntentId).toMatch(/^pi_/);
    });

    it('is refused when it was signed with another secret, not at all, or changed on the way', async () => {
      const { sessionId } = await open();
      stripe.pay(sessionId);
      const type = 'checkout.session.completed';
      const forged = code('forged-signature');
      const readAs = async (how: DeliveryOptions) => provider.readEvent(await webhook(type, how));
      await expect(readAs({ secret: 'whsec_guessed' })).rejects.toEqual(forged);
      await expect(readAs({ tamper: (body) => body.replace('4999', '1') })).rejects.toEqual(forged);
      await expect(readAs({ tamper: (body) => `${body} ` })).rejects.toEqual(forged);
      const honest = await webhook(type, {});
      expect(provider.readEvent(honest).paymentId).toBe(PAYMENT_ID);
      for (const signature of [undefined, '', 't=1', 'v1=ff', ['a', 'b'], `t=1,v1=${'0'.repeat(64)}`])
        expect(() => provider.readEvent({ ...honest, headers: { 'stripe-signature': signature } })).toThrow(
          code('forged-signature') as Error,
        );
    });

    it('is refused when it was signed more than 300 s ago', async () => {
      const { sessionId } = await open();
      stripe.pay(sessionId);
      const signedAgo = async (seconds: number) => {
        const signedAt = new Date(clock.now().getTime() - seconds * 1000);
        return provider.readEvent(await webhook('checkout.session.completed', { signedAt }));
      };
      await expect(signedAgo(301)).rejects.toEqual(code('forged-signature'));
      expect((await signedAgo(300)).paymentId).toBe(PAYMENT_ID);
    });

    it('is malformed when what is signed is no event', () => {
      const payload = '{"id":"evt_1"}';
      const header = Stripe.webhooks.generateTestHeaderString({
        payload,
        secret: stripe.webhookSecret,
        timestamp: clock.now().getTime() / 1000,
      });
      const read = () =>
        provider.readEvent({ rawBody: Buffer.from(payload), headers: { 'stripe-signature': header } });
      expect(read).toThrow(code('malformed-request') as Error);
    });

    it('is stored without cards and people', async () => {
      const payment = await open();
      stripe.pay(payment.sessionId);
      await provider.refund({ payment, refundId: 'r1', amount: 100, reason: 'x' });
      await stripe.delivered();
      const stored = JSON.stringify(
        received.map(({ body, headers }) => provider.readEvent({ rawBody: body, headers }).payload),
      );
      expect(stored).toContain('charge.refunded');
      for (const secret of ['4242', 'visa', 'ada', 'Customer', 'http']) expect(stored).not.toContain(secret);
    });

    it('of a declined card leaves the payment open, and says why', async () => {
      stripe.decline((await open()).sessionId);
      expect(provider.readEvent(await webhook('payment_intent.payment_failed'))).toMatchObject({
        paymentId: PAYMENT_ID,
        proof: { outcome: 'pending', failure: { code: 'generic_decline' } },
      });
    });

    it('tells of money that comes later, or not at all', async () => {
      const { sessionId } = await open();
      stripe.payLater(sessionId);
      const completed = provider.readEvent(await webhook('checkout.session.completed'));
      expect(completed.proof).toMatchObject({ outcome: 'processing', amount: null });
      stripe.settle(sessionId, 'failed');
      const failed = provider.readEvent(await webhook('checkout.session.async_payment_failed'));
      expect(failed.proof).toMatchObject({ outcome: 'failed', failure: { code: 'payment_failed' } });
      stripe.settle(sessionId, 'succeeded');
      const paid = provider.readEvent(await webhook('checkout.session.async_payment_succeeded'));
      expect(paid.proof).toMatchObject({ outcome: 'paid', amount: { amount: 4999 } });
    });

    it('of a checkout that ended says cancelled', async () => {
      stripe.expire((await open()).sessionId);
      expect(provider.readEvent(await webhook('checkout.session.expired')).proof?.outcome).toBe('cancelled');
    });

    it('of a refund names payment and charge, and has Stripe asked for the rest', async () => {
      const payment = await open();
      stripe.pay(payment.sessionId);
      await provider.refund({ payment, refundId: 'r1', amount: 100, reason: 'x' });
      const event = provider.readEvent(await webhook('charge.refunded'));
      expect(event).toMatchObject({ paymentId: PAYMENT_ID, proof: null });
      expect(event.refs).toEqual({
        paymentIntentId: expect.stringMatching(/^pi_/),
        chargeId: expect.stringMatching(/^ch_/),
      });
    });
  });

  describe('asked about a payment', () => {
    it('tells each state of it', async () => {
      const payment = await open();
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

  describe('a refund', () => {
    const paid = async () => {
      const payment = await open();
      stripe.pay(payment.sessionId);
      return payment;
    };

    it('is made once, however often and at the same time it is asked for', async () => {
      const payment = await paid();
      const wanted = { payment, refundId: 'r1', amount: 1999, reason: 'Too hard' };
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

    it('that is more than is left is an answer, not an error', async () => {
      const payment = await paid();
      await provider.refund({ payment, refundId: 'r1', amount: 4000, reason: 'x' });
      const second = await provider.refund({ payment, refundId: 'r2', amount: 1000, reason: 'x' });
      expect(second).toEqual({ providerRefundId: null, status: 'failed', failure: expect.any(String) });
      expect(stripe.refunds.size).toBe(1);
    });

    it('of what was never paid is an answer, too', async () => {
      const payment = await open();
      const answer = await provider.refund({ payment, refundId: 'r1', amount: 1, reason: 'x' });
      expect(answer).toMatchObject({ providerRefundId: null, status: 'failed' });
    });

    it.each(['succeeded', 'failed'] as const)('that takes its time can be asked about: %s', async (end) => {
      stripe.setRefundMode('pending');
      const payment = await paid();
      const asked = await provider.refund({ payment, refundId: 'r1', amount: 100, reason: 'x' });
      expect(asked.status).toBe('pending');
      const providerRefundId = asked.providerRefundId!;
      stripe.settleRefund(providerRefundId, end);
      expect(await provider.lookUpRefund({ providerRefundId })).toMatchObject({ status: end });
    });

    it('is not known when Stripe does not answer', async () => {
      const payment = await paid();
      await provider.lookUp(payment);
      stripe.failNext(503, 4);
      const wanted = { payment, refundId: 'r1', amount: 100, reason: 'x' };
      await expect(provider.refund(wanted)).rejects.toEqual(code('payment-provider-unavailable'));
    });
  });
});
