import { z } from 'zod';
import { namespace } from './namespace.js';
import { count, url } from './types.js';

const key = () => z.string().meta({ secret: true }).optional();

/** The payment providers. Without its keys a provider is not offered; `npm start` then runs stand-ins for all of them. */
export class PaymentsConfig extends namespace('Payments', {
  STRIPE_SECRET_KEY: key().describe('The secret (or restricted) API key of the Stripe account.'),
  STRIPE_WEBHOOK_SECRET: key().describe(
    'The signing secret of the webhook endpoint at Stripe (`whsec_...`).',
  ),
  STRIPE_API_URL: url('http', 'https')
    .default('https://api.stripe.com')
    .describe("Where Stripe's API is; HTTPS in staging and production."),
  SSLCOMMERZ_STORE_ID: z.string().optional().describe('The store at SSLCommerz.'),
  SSLCOMMERZ_STORE_PASSWORD: key().describe('Its password (`...@ssl`).'),
  SSLCOMMERZ_API_URL: url('http', 'https')
    .default('https://securepay.sslcommerz.com')
    .describe(
      "Where SSLCommerz's API is: `https://sandbox.sslcommerz.com` to try it. HTTPS in staging and production.",
    ),
  CHECKOUT_LIFETIME_MINUTES: count(31)
    .max(1_439)
    .default(60)
    .describe('How long a checkout can be paid; Stripe allows from 30 minutes to a day.'),
  PAYMENT_PROVIDER_TIMEOUT_MS: count(100)
    .default(8_000)
    .describe('How long a provider may take to answer one request.'),
}) {}

const PAIRS = [
  ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'],
  ['SSLCOMMERZ_STORE_ID', 'SSLCOMMERZ_STORE_PASSWORD'],
] as const;

/** A provider with half of its keys takes money and never hears that it came. */
export const halfConfiguredProviders = (values: Record<string, unknown>): string[] =>
  PAIRS.flatMap(([one, other]) => {
    if (Boolean(values[one]) === Boolean(values[other])) return [];
    return [values[one] ? `${other}: is required with ${one}` : `${one}: is required with ${other}`];
  });

/** Real money goes to real providers, and keys go over TLS only. */
export const unguardedProviders = (values: Record<string, unknown>): string[] =>
  ['STRIPE_API_URL', 'SSLCOMMERZ_API_URL']
    .filter((name) => !String(values[name]).startsWith('https://'))
    .map((name) => `${name}: must start with https://`);
