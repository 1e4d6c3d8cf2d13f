import { TestClock } from '../../../../test/support/test-clock.js';
import { startSslcommerz, type SslcommerzStandIn } from '../../../../tools/standins/sslcommerz/index.ts';
import { startWebServer } from '../../../../tools/standins/web/server.ts';
import type { Money } from '../../../common/money/index.js';
import { PaymentsConfig, readConfig } from '../../../config/index.js';
import type { CheckoutRequest, ProviderPayment } from '../domain/payment-provider.js';
import { SslcommerzClient } from '../providers/sslcommerz-client.js';
import { SslcommerzProvider } from '../providers/sslcommerz.provider.js';
import { checkoutRequest, PAYMENT_ID } from './provider-fixtures.js';

/** What is asked for unless told otherwise. */
export const PRICE: Money = { amount: 499_950, currency: 'BDT' };

/** Our side of SSLCommerz, connected with a stand-in for theirs. */
export interface SslcommerzBench {
  readonly sslcommerz: SslcommerzStandIn;
  readonly clock: TestClock;
  /** Where notifications go. */
  readonly notifyUrl: string;
  /** The bodies of those that arrived. */
  readonly bodies: readonly Buffer[];
  readonly provider: SslcommerzProvider;
  /** With other settings than those that the stand-in asks for. */
  providerWith(values?: Partial<PaymentsConfig>): SslcommerzProvider;
  request(changes?: Partial<CheckoutRequest>): CheckoutRequest;
  /** Begins a checkout. */
  open(amount?: Money): Promise<ProviderPayment>;
  close(): Promise<void>;
}

export async function startSslcommerzBench(): Promise<SslcommerzBench> {
  const clock = new TestClock();
  const bodies: Buffer[] = [];
  const endpoint = await startWebServer(0, ({ body }) => {
    bodies.push(body);
    return { status: 200 };
  });
  const notifyUrl = `${endpoint.url}/ipn`;
  const sslcommerz = await startSslcommerz({ clock: () => clock.now() });

  const providerWith = (values: Partial<PaymentsConfig> = {}) => {
    const config = {
      ...readConfig(PaymentsConfig),
      SSLCOMMERZ_API_URL: sslcommerz.url,
      SSLCOMMERZ_STORE_ID: sslcommerz.storeId,
      SSLCOMMERZ_STORE_PASSWORD: sslcommerz.storePassword,
      ...values,
    };
    return new SslcommerzProvider(new SslcommerzClient(config), config, clock);
  };
  const provider = providerWith();
  const request = (changes: Partial<CheckoutRequest> = {}): CheckoutRequest => {
    const made = checkoutRequest(clock.now(), { amount: PRICE, ...changes });
    return { ...made, urls: { ...made.urls, notify: notifyUrl } };
  };
  return {
    sslcommerz,
    clock,
    notifyUrl,
    bodies,
    provider,
    providerWith,
    request,
    async open(amount = PRICE) {
      const { refs } = await provider.openCheckout(request({ amount }));
      return { paymentId: PAYMENT_ID, amount, refs };
    },
    async close() {
      await sslcommerz.close();
      await endpoint.close();
    },
  };
}
