import { createHash } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryOptions, Notification } from '../../../../tools/standins/sslcommerz/index.ts';
import { code, keepLog, PAYMENT_ID } from '../testing/provider-fixtures.js';
import { PRICE, startSslcommerzBench, type SslcommerzBench } from '../testing/sslcommerz-bench.js';

describe('SSLCommerz', () => {
  let log: readonly string[];
  let bench: SslcommerzBench;
  let sslcommerz: SslcommerzBench['sslcommerz'];
  let provider: SslcommerzBench['provider'];

  beforeAll(() => {
    log = keepLog();
  });
  beforeEach(async () => {
    bench = await startSslcommerzBench();
    ({ sslcommerz, provider } = bench);
  });
  afterEach(() => bench.close());

  /** A notification as it arrived, with the event that it is read as. */
  const arrived = async (notification: Notification, how: DeliveryOptions = {}) => {
    await sslcommerz.deliver(notification, how);
    return provider.readEvent({ rawBody: bench.bodies.at(-1)! });
  };

  describe('a checkout', () => {
    it('asks for the price of the course, for this payment and buyer', async () => {
      const { refs, redirectUrl } = await provider.openCheckout(bench.request());
      expect(refs.merchantTransactionId).toBe(PAYMENT_ID);
      expect(sslcommerz.sessions.get(refs.sessionId!)).toMatchObject({
        tran_id: PAYMENT_ID,
        total_amount: '4999.50',
        currency: 'BDT',
        product_name: 'Analytical Engines & Äther <1>',
        cus_email: 'ada+test@example.org',
        ipn_url: bench.notifyUrl,
      });
      expect(await (await fetch(redirectUrl)).text()).toContain('Analytical Engines &amp; Äther &lt;1&gt;');
    });

    it('is refused as this payment when SSLCommerz will never take it', async () => {
      const tooSmall = bench.request({ amount: { amount: 999, currency: 'BDT' } });
      await expect(provider.openCheckout(tooSmall)).rejects.toEqual(code('payment-provider-refused'));
    });

    it('can be tried again later when SSLCommerz fails, does not answer, or is not there', async () => {
      const unavailable = code('payment-provider-unavailable');
      sslcommerz.failNext(500);
      await expect(provider.openCheckout(bench.request())).rejects.toEqual(unavailable);
      sslcommerz.failNext('hang');
      const hurried = bench.providerWith({ PAYMENT_PROVIDER_TIMEOUT_MS: 200 });
      await expect(hurried.openCheckout(bench.request())).rejects.toEqual(unavailable);
      const lost = bench.providerWith({ SSLCOMMERZ_API_URL: 'http://127.0.0.1:1' });
      await expect(lost.openCheckout(bench.request())).rejects.toEqual(unavailable);
      await provider.openCheckout(bench.request());
    });

    it('is unavailable while our password is not taken, of which no log knows', async () => {
      const wrong = bench.providerWith({ SSLCOMMERZ_STORE_PASSWORD: 'guessed@ssl' });
      const unavailable = code('payment-provider-unavailable');
      await expect(wrong.openCheckout(bench.request())).rejects.toEqual(unavailable);
      await expect(wrong.lookUp({ paymentId: PAYMENT_ID, amount: PRICE, refs: {} })).rejects.toEqual(
        unavailable,
      );
      expect(log.join('')).toContain('SSLCommerz');
      expect(log.join('')).not.toContain('guessed@ssl');
    });
  });

  describe('a notification', () => {
    it('is read when SSLCommerz signed it', async () => {
      await bench.open();
      const notification = sslcommerz.pay(PAYMENT_ID);
      const { val_id, bank_tran_id } = notification.fields;
      expect(await arrived(notification)).toMatchObject({
        eventId: `${PAYMENT_ID}:VALID:${val_id}`,
        type: 'VALID',
        paymentId: PAYMENT_ID,
        refs: { merchantTransactionId: PAYMENT_ID, chargeId: val_id, transactionId: bank_tran_id },
        occurredAt: bench.clock.now(),
        proof: null,
      });
    });

    it('is refused when it was signed with another password, not at all, or changed on the way', async () => {
      await bench.open();
      const notification = sslcommerz.pay(PAYMENT_ID);
      const forged = code('forged-signature');
      const { verify_key = '' } = notification.fields;
      const attempts: DeliveryOptions[] = [
        { password: 'guessed@ssl' },
        { tamper: { amount: '1.00' } },
        { tamper: { tran_id: 'f'.repeat(24) } },
        { tamper: { status: 'FAILED' } },
        { tamper: { verify_sign: '' } },
        { tamper: { verify_sign: '0'.repeat(32) } },
        { tamper: { verify_sign: 'short' } },
        { tamper: { verify_key: '' } },
        { tamper: { verify_key: verify_key.replace('tran_id,', '') } },
        { tamper: { store_id: 'another' } },
      ];
      for (const how of attempts) await expect(arrived(notification, how)).rejects.toEqual(forged);
      for (const rawBody of [Buffer.from(''), Buffer.from('verify_key=a&verify_sign=b')])
        expect(() => provider.readEvent({ rawBody })).toThrow(forged);
      expect((await arrived(notification)).paymentId).toBe(PAYMENT_ID);
      const anotherStore = bench.providerWith({ SSLCOMMERZ_STORE_ID: 'another' });
      expect(() => anotherStore.readEvent({ rawBody: bench.bodies.at(-1)! })).toThrow(forged);
    });

    it('counts fields that were not signed for nothing, by asking for signed ones', async () => {
      const { fields } = await bench.open().then(() => sslcommerz.pay(PAYMENT_ID));
      const md5 = (text: string) => createHash('md5').update(text).digest('hex');
      const signedOver = `amount=${fields['amount']}&store_passwd=${md5(sslcommerz.storePassword)}`;
      const form = { ...fields, verify_key: 'amount', verify_sign: md5(signedOver) };
      const rawBody = Buffer.from(new URLSearchParams(form).toString());
      expect(() => provider.readEvent({ rawBody })).toThrow(code('forged-signature'));
    });

    it('is stored without cards', async () => {
      await bench.open();
      const notification = sslcommerz.pay(PAYMENT_ID);
      const { payload } = await arrived(notification);
      expect(payload).toMatchObject({ status: 'VALID', currency_amount: '4999.50' });
      for (const hidden of ['XXXX', 'VISA', 'TRUST', 'verify'])
        expect(JSON.stringify(payload)).not.toContain(hidden);
    });
  });

  describe('asked about a payment', () => {
    it('tells of a paid one what was paid, by its validation or its transaction id', async () => {
      const payment = await bench.open();
      const { val_id, bank_tran_id } = sslcommerz.pay(PAYMENT_ID).fields;
      const paid = {
        outcome: 'paid',
        amount: PRICE,
        refs: { merchantTransactionId: PAYMENT_ID, chargeId: val_id, transactionId: bank_tran_id },
        refunds: [],
        failure: null,
        risk: null,
      };
      expect(await provider.lookUp({ ...payment, refs: { chargeId: val_id } })).toEqual(paid);
      expect(await provider.lookUp(payment)).toEqual(paid);
      expect(await provider.lookUp(payment)).toEqual(paid);
    });

    it('tells of what is risky in a paid one', async () => {
      const payment = await bench.open();
      sslcommerz.pay(PAYMENT_ID, { risk: 'Stolen card' });
      expect(await provider.lookUp(payment)).toMatchObject({
        outcome: 'paid',
        amount: PRICE,
        risk: 'Stolen card (risk_level 1)',
      });
    });

    it('believes no validation of another payment', async () => {
      const { fields } = await bench.open().then(() => sslcommerz.pay(PAYMENT_ID));
      const other = { paymentId: 'f'.repeat(24), amount: PRICE, refs: { chargeId: fields['val_id'] } };
      expect(await provider.lookUp(other)).toMatchObject({ outcome: 'pending', amount: null });
    });

    it.each([
      ['fail', 'failed', 'Invalid Expiration Date'],
      ['cancel', 'cancelled', undefined],
      ['expire', 'cancelled', undefined],
    ] as const)('tells how it ended: %s', async (end, outcome, message) => {
      const payment = await bench.open();
      expect(await provider.lookUp(payment)).toMatchObject({ outcome: 'pending' });
      const event = await arrived(sslcommerz[end](PAYMENT_ID));
      expect(event).toMatchObject({ paymentId: PAYMENT_ID, refs: { merchantTransactionId: PAYMENT_ID } });
      const proof = await provider.lookUp(payment);
      expect(proof).toMatchObject({ outcome, amount: null, refs: {} });
      expect(proof.failure?.message).toBe(message);
    });

    it('counts the attempt that succeeded, whatever failed before', async () => {
      const payment = await bench.open();
      sslcommerz.fail(PAYMENT_ID);
      await provider.openCheckout(bench.request());
      sslcommerz.pay(PAYMENT_ID);
      expect(await provider.lookUp(payment)).toMatchObject({ outcome: 'paid', amount: PRICE });
    });

    it('tells another amount or currency than was asked for', async () => {
      const payment = await bench.open();
      sslcommerz.pay(PAYMENT_ID, { amount: '1.00' });
      expect((await provider.lookUp(payment)).amount).toEqual({ amount: 100, currency: 'BDT' });
      await provider.openCheckout(bench.request());
      sslcommerz.pay(PAYMENT_ID, { currency: 'INR' });
      const { val_id } = sslcommerz.notifications.at(-1)!.fields;
      const proof = await provider.lookUp({ ...payment, refs: { chargeId: val_id } });
      expect(proof).toMatchObject({ outcome: 'paid', amount: null });
    });
  });
});
