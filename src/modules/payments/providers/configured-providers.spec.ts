import { Test } from '@nestjs/testing';
import { describe, expect, it } from 'vitest';
import { ConfigModule, PaymentsConfig, readConfig } from '../../../config/index.js';
import { ClockModule } from '../../../infra/clock/index.js';
import { PaymentProviders } from '../domain/payment-provider.js';
import { PaymentProvidersModule } from './index.js';

const offeredWith = async (values: Partial<PaymentsConfig>) => {
  const testing = await Test.createTestingModule({
    imports: [ConfigModule, ClockModule, PaymentProvidersModule],
  })
    .overrideProvider(PaymentsConfig)
    .useValue({ ...readConfig(PaymentsConfig), ...values })
    .compile();
  return testing.get(PaymentProviders);
};

describe('payment providers', () => {
  it('are those that have keys', async () => {
    const stripe = await offeredWith({ STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' });
    expect(stripe.of('stripe').method).toBe('stripe');
    expect(() => stripe.of('sslcommerz')).toThrow('Payment by sslcommerz is not set up here.');
    const both = await offeredWith({ STRIPE_SECRET_KEY: 'sk_test_1', SSLCOMMERZ_STORE_ID: 'store' });
    expect(both.of('sslcommerz').method).toBe('sslcommerz');
  });

  it('are none without keys, which is no reason not to start', async () => {
    const none = await offeredWith({ STRIPE_SECRET_KEY: undefined, SSLCOMMERZ_STORE_ID: undefined });
    expect(() => none.of('stripe')).toThrow('payment-provider-refused');
  });
});
