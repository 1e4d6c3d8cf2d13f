import { createRequire } from 'node:module';
import { Injectable, Logger } from '@nestjs/common';
import type { Stripe } from 'stripe';
import { DomainError } from '../../../common/errors/index.js';
import { PaymentsConfig } from '../../../config/index.js';
import { PaymentErrors } from '../domain/payment.errors.js';

type Sdk = typeof import('stripe');
type SdkError = InstanceType<Sdk['Stripe']['errors']['StripeError']>;

const require = createRequire(import.meta.url);

/** Errors that say what is wrong with this one request, and will say so again. */
const REFUSALS: ReadonlySet<string> = new Set(['invalid_request_error', 'card_error', 'idempotency_error']);

/** Stripe's SDK, loaded when it is first needed: it takes 30 MB, and most processes never take a payment. */
@Injectable()
export class StripeClient {
  private readonly logger = new Logger(StripeClient.name);
  private loaded?: Stripe;

  constructor(private readonly config: PaymentsConfig) {}

  /** Pinned, so that an upgrade of the SDK doesn't change what is asked for and sent unseen. */
  static readonly API_VERSION = '2026-10-28.endive';

  /** `require` because signatures are checked synchronously. */
  get sdk(): Stripe {
    return (this.loaded ??= this.load());
  }

  /**
   * Asks Stripe.
   *
   * @throws DomainError `payment-provider-refused`, or `payment-provider-unavailable` when nothing is known or our key is
   *   not accepted
   */
  async ask<T>(question: (stripe: Stripe) => Promise<T>): Promise<T> {
    try {
      return await question(this.sdk);
    } catch (error) {
      throw this.translate(error);
    }
  }

  private load(): Stripe {
    const { Stripe } = require('stripe') as Sdk;
    const { hostname, port, protocol } = new URL(this.config.STRIPE_API_URL);
    return new Stripe(this.config.STRIPE_SECRET_KEY!, {
      apiVersion: StripeClient.API_VERSION,
      host: hostname,
      port: port || undefined,
      protocol: protocol === 'http:' ? 'http' : 'https',
      timeout: this.config.PAYMENT_PROVIDER_TIMEOUT_MS,
      maxNetworkRetries: 1,
      telemetry: false,
    });
  }

  /** Stripe's errors hold headers and bodies; what is logged and passed on is picked. */
  private translate(error: unknown): unknown {
    const { Stripe } = require('stripe') as Sdk;
    if (!(error instanceof Stripe.errors.StripeError)) return error;
    const { type, code, statusCode, requestId, rawType } = error as SdkError;
    this.logger.warn(`Stripe answered ${type}`, { code, statusCode, requestId });
    // A wrong key is told by its status alone: its error says invalid_request_error as well.
    const ours = statusCode === 401 || statusCode === 403 || statusCode === 429;
    const refused = !ours && REFUSALS.has(rawType ?? '');
    return new DomainError(refused ? PaymentErrors.providerRefused : PaymentErrors.providerUnavailable);
  }
}
