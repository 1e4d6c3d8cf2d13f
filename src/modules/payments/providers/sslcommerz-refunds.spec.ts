import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { code, keepLog, PAYMENT_ID } from '../testing/provider-fixtures.js';
import { PRICE, startSslcommerzBench, type SslcommerzBench } from '../testing/sslcommerz-bench.js';

describe('a refund by SSLCommerz', () => {
  let bench: SslcommerzBench;
  let sslcommerz: SslcommerzBench['sslcommerz'];
  let provider: SslcommerzBench['provider'];

  beforeAll(() => void keepLog());
  beforeEach(async () => {
    bench = await startSslcommerzBench();
    ({ sslcommerz, provider } = bench);
  });
  afterEach(() => bench.close());

  it('is begun once, however often it is asked for, and asked about until it is done', async () => {
    sslcommerz.setRefundMode('processing');
    const payment = await bench.open();
    sslcommerz.pay(PAYMENT_ID);
    const wanted = {
      payment,
      refundId: 'b7f2f5de-2f9d-4c7c-9f62-0c5b8a1d2e3f',
      amount: 10_050,
      reason: 'x',
      promisedAt: bench.clock.now(),
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => provider.refund(wanted)));
    const providerRefundId = answers[0]!.providerRefundId!;
    expect(answers).toEqual(answers.map(() => ({ providerRefundId, status: 'pending' })));
    expect([...sslcommerz.refunds.values()]).toMatchObject([{ refund_amount: '100.50' }]);
    expect(await provider.lookUpRefund({ providerRefundId })).toEqual({
      providerRefundId,
      status: 'pending',
    });
    sslcommerz.settleRefund(providerRefundId, 'refunded');
    expect((await provider.lookUpRefund({ providerRefundId })).status).toBe('succeeded');
    sslcommerz.settleRefund(providerRefundId, 'cancelled');
    expect((await provider.lookUpRefund({ providerRefundId })).status).toBe('failed');
  });

  it('that is more than is left, or of what was not paid, is an answer and no error', async () => {
    const payment = await bench.open();
    const wanted = {
      payment,
      refundId: 'a'.repeat(24),
      amount: 1,
      reason: 'x',
      promisedAt: bench.clock.now(),
    };
    expect(await provider.refund(wanted)).toMatchObject({ providerRefundId: null, status: 'failed' });
    sslcommerz.pay(PAYMENT_ID);
    await provider.refund({ ...wanted, amount: PRICE.amount - 10 });
    const more = { ...wanted, refundId: 'b'.repeat(24), amount: 11 };
    expect(await provider.refund(more)).toEqual({
      providerRefundId: null,
      status: 'failed',
      failure: 'Refund amount is greater than transaction amount',
    });
  });

  it('of a payment in another currency gives back its part of the taka, never more than all', async () => {
    const payment = await bench.open({ amount: 9_999, currency: 'USD' });
    const { fields } = sslcommerz.pay(PAYMENT_ID);
    expect(fields).toMatchObject({ currency_amount: '99.99', currency_type: 'USD', amount: '11998.80' });
    for (const [index, amount] of [3_333, 3_333, 3_333].entries()) {
      const wanted = { payment, refundId: `r${index}`, amount, reason: 'x', promisedAt: bench.clock.now() };
      const answer = await provider.refund(wanted);
      expect(answer.status).toBe('pending');
    }
    expect([...sslcommerz.refunds.values()].map(({ refund_amount }) => refund_amount)).toEqual(
      Array(3).fill('3999.60'),
    );
  });

  it('is not known when SSLCommerz does not answer', async () => {
    const payment = await bench.open();
    sslcommerz.pay(PAYMENT_ID);
    sslcommerz.failNext(502);
    await expect(
      provider.refund({ payment, refundId: 'r1', amount: 1, reason: 'x', promisedAt: bench.clock.now() }),
    ).rejects.toEqual(code('payment-provider-unavailable'));
  });
});
