import { PaymentsConfig } from '../../src/config/index.js';
import { startSslcommerz, type SslcommerzStandIn } from '../../tools/standins/sslcommerz/index.ts';
import { startStripe, type StripeStandIn } from '../../tools/standins/stripe/index.ts';
import type { Setting, TestApp } from './test-app.js';

/** Both payment providers, played. */
export interface PaymentStandIns {
  readonly stripe: StripeStandIn;
  readonly sslcommerz: SslcommerzStandIn;
  /** For {@link startTestApp}: makes the application talk to them. */
  readonly settings: readonly Setting[];
  /** Sends webhooks to the application, and goes by its clock. */
  connect(test: Pick<TestApp, 'api' | 'clock'>): void;
  close(): Promise<void>;
}

/**
 * `const providers = await startPaymentStandIns();`
 * `const test = await startTestApp({ settings: providers.settings });`
 * `providers.connect(test);`
 */
export async function startPaymentStandIns(): Promise<PaymentStandIns> {
  let now = () => new Date();
  const [stripe, sslcommerz] = await Promise.all([
    startStripe({ clock: () => now() }),
    startSslcommerz({ clock: () => now() }),
  ]);
  const values: Partial<PaymentsConfig> = {
    STRIPE_API_URL: stripe.url,
    STRIPE_SECRET_KEY: stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
    SSLCOMMERZ_API_URL: sslcommerz.url,
    SSLCOMMERZ_STORE_ID: sslcommerz.storeId,
    SSLCOMMERZ_STORE_PASSWORD: sslcommerz.storePassword,
  };
  return {
    stripe,
    sslcommerz,
    settings: [[PaymentsConfig, values]],
    connect: ({ api, clock }) => {
      now = () => clock.now();
      stripe.sendTo(`${api.url}/api/v1/payments/webhooks/stripe`);
    },
    close: async () => void (await Promise.all([stripe.close(), sslcommerz.close()])),
  };
}
