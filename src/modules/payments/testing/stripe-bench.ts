import { TestClock } from '../../../../test/support/test-clock.js';
import {
  startStripe,
  type DeliveryOptions,
  type StripeStandIn,
} from '../../../../tools/standins/stripe/index.ts';
import { startWebServer, type WebRequest } from '../../../../tools/standins/web/server.ts';
import { PaymentsConfig, readConfig } from '../../../config/index.js';
import type { CheckoutRequest, ProviderPayment } from '../domain/payment-provider.js';
import { StripeClient } from '../providers/stripe-client.js';
import { StripeProvider } from '../providers/stripe.provider.js';
import { checkoutRequest, PAYMENT_ID } from './provider-fixtures.js';

/** Our side of Stripe, connected with a stand-in for theirs. */
export interface StripeBench {
  readonly stripe: StripeStandIn;
  readonly clock: TestClock;
  /** The webhooks that arrived, as they were sent. */
  readonly received: readonly WebRequest[];
  /** With other settings than those that the stand-in asks for. */
  providerWith(values?: Partial<PaymentsConfig>): StripeProvider;
  request(changes?: Partial<CheckoutRequest>): CheckoutRequest;
  /** Begins a checkout of 49.99 EUR. */
  open(): Promise<ProviderPayment & { sessionId: string }>;
  /** The latest webhook of a type; sent once more in a way of its own, if one is said. */
  webhook(type: string, how?: DeliveryOptions): Promise<{ rawBody: Buffer; headers: WebRequest['headers'] }>;
  close(): Promise<void>;
}

export async function startStripeBench(): Promise<StripeBench> {
  const clock = new TestClock();
  const received: WebRequest[] = [];
  const endpoint = await startWebServer(0, (request) => {
    received.push(request);
    return { status: 200 };
  });
  const stripe = await startStripe({ webhookUrl: endpoint.url, clock: () => clock.now() });

  const bench: StripeBench = {
    stripe,
    clock,
    received,
    providerWith(values = {}) {
      const config = {
        ...readConfig(PaymentsConfig),
        STRIPE_API_URL: stripe.url,
        STRIPE_SECRET_KEY: stripe.secretKey,
        STRIPE_WEBHOOK_SECRET: stripe.webhookSecret,
        ...values,
      };
      return new StripeProvider(new StripeClient(config), config, clock);
    },
    request: (changes = {}) =>
      checkoutRequest(clock.now(), { amount: { amount: 4999, currency: 'EUR' }, ...changes }),
    async open() {
      const { amount } = bench.request();
      const { refs } = await bench.providerWith().openCheckout(bench.request());
      return { paymentId: PAYMENT_ID, amount, refs, sessionId: refs.sessionId! };
    },
    async webhook(type, how) {
      await stripe.delivered();
      const event = stripe.events.findLast((candidate) => candidate.type === type)!;
      if (how) await stripe.deliver(event, how);
      const { body, headers } = received.findLast(({ body: sent }) => sent.includes(`"type": "${type}"`))!;
      return { rawBody: body, headers };
    },
    async close() {
      await stripe.close();
      await endpoint.close();
    },
  };
  return bench;
}
