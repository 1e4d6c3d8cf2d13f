import { createRequire } from 'node:module';
import { Injectable, Logger } from '@nestjs/common';
import type { Stripe } from 'stripe';
import { DomainError } from '../../../common/errors/index.js';
import { PaymentsConfig } from '../../../config/index.js';
import { PaymentErrors } from '../domain/payment.errors.js';

const require = createRequire(import.meta.url);

/** The SDK, loaded when it is first needed; `require` because signatures are checked synchronously. */
const sdk = () => require('stripe') as typeof Stripe;

/** Errors that say what is wrong with this one request, and will say so again. */
const REFUSALS: ReadonlySet<string> = new Set(['invalid_request_error', 'card_error', 'idempotency_error']);

/** Stripe's SDK with our key. It takes 16 MB and 90 ms to load, so it isn't before it is needed. */
@Injectable()
export class StripeClient {
  private readonly logger = new Logger(StripeClient.name);
  private loaded?: Stripe;

  constructor(private readonly config: PaymentsConfig) {}

  /** Pinned, so that an upgrade of the SDK doesn't change what is asked for and sent unseen. */
  static readonly API_VERSION = '2026-10-28.endive';

  /** For what is done without asking: checking signatures. */
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
    const { hostname, port, protocol } = new URL(this.config.STRIPE_API_URL);
    return new (sdk())(this.config.STRIPE_SECRET_KEY!, {
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
    if (!(error instanceof sdk().errors.StripeError)) return error;
    const { type, code, statusCode, requestId, rawType } = error;
    this.logger.warn(`Stripe did not do it: ${type}`, {
      code,
      statusCode,
      stripeRequestId: requestId,
    });
    // A wrong key is told by its status alone: its error says invalid_request_error as well.
    const ours = statusCode === 401 || statusCode === 403 || statusCode === 429;
    const refused = !ours && REFUSALS.has(rawType ?? '');
    return new DomainError(refused ? PaymentErrors.providerRefused : PaymentErrors.providerUnavailable);
  }
}
