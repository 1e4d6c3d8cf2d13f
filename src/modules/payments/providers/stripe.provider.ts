import { Injectable } from '@nestjs/common';
import type { Stripe } from 'stripe';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { PaymentsConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import {
  PaymentProvider,
  type CheckoutRequest,
  type OpenedCheckout,
  type ProvenRefund,
  type ProviderEvent,
  type ProviderPayment,
  type ProviderProof,
  type RefundAnswer,
  type RefundRequest,
} from '../domain/payment-provider.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import { StripeClient } from './stripe-client.js';
import { eventOf } from './stripe-events.js';
import { proofOfIntent, proofOfSession, provenRefund, refsOfSession, refundStatus } from './stripe-proofs.js';

/** How old a webhook's signature may be, against replays: Stripe's own default. */
const SIGNATURE_TOLERANCE_S = 300;

/**
 * How long an idempotency key is relied upon. Stripe forgets it after 24 hours at the earliest, and takes what comes under it
 * then for something new (https://docs.stripe.com/api/idempotent_requests).
 */
const KEY_RELIED_UPON_MS = 12 * 3_600_000;

/** Payment by card and more at Stripe's hosted page, a Checkout Session for each payment. */
@Injectable()
export class StripeProvider extends PaymentProvider {
  readonly method = 'stripe';

  constructor(
    private readonly client: StripeClient,
    private readonly config: PaymentsConfig,
    private readonly clock: Clock,
  ) {
    super();
  }

  async openCheckout(request: CheckoutRequest): Promise<OpenedCheckout> {
    const { paymentId } = request;
    const session = await this.client.ask((stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: paymentId,
          customer_email: request.customer.email,
          expires_at: Math.floor(request.expiresAt.getTime() / 1000),
          line_items: [
            {
              quantity: 1,
              price_data: {
                currency: request.amount.currency.toLowerCase(),
                unit_amount: request.amount.amount,
                product_data: { name: request.title },
              },
            },
          ],
          metadata: { paymentId },
          // Payment intents and charges carry it on, so that each event names the payment.
          payment_intent_data: { metadata: { paymentId } },
          success_url: request.urls.success,
          cancel_url: request.urls.cancel,
        },
        { idempotencyKey: `checkout-${paymentId}` },
      ),
    );
    // Repeated after the session ended, the call answers as it did then, so there is always a page.
    return { refs: refsOfSession(session), redirectUrl: session.url! };
  }

  /** What is paid or over already can't be expired, and needn't be. */
  async closeCheckout({ refs: { sessionId } }: ProviderPayment): Promise<void> {
    if (!sessionId) return;
    try {
      await this.client.ask((stripe) => stripe.checkout.sessions.expire(sessionId));
    } catch (error) {
      if (!DomainError.is(error, PaymentErrors.providerRefused)) throw error;
    }
  }

  readEvent({ rawBody, headers }: Parameters<PaymentProvider['readEvent']>[0]): ProviderEvent {
    const { sdk } = this.client;
    const signature = headers['stripe-signature'];
    const secret = this.config.STRIPE_WEBHOOK_SECRET!;
    const now = this.clock.now().getTime();
    try {
      if (typeof signature !== 'string') throw new DomainError(PaymentErrors.forgedSignature);
      sdk.webhooks.signature!.verifyHeader(rawBody, signature, secret, SIGNATURE_TOLERANCE_S, undefined, now);
    } catch {
      // Without its cause, which holds the body.
      throw new DomainError(PaymentErrors.forgedSignature);
    }
    try {
      return eventOf(JSON.parse(rawBody.toString()) as Stripe.Event);
    } catch {
      throw new DomainError(CommonErrors.malformedRequest);
    }
  }

  async lookUp({ refs }: ProviderPayment): Promise<ProviderProof> {
    const { sessionId, paymentIntentId } = refs;
    return this.client.ask(async (stripe) => {
      if (sessionId) {
        const expand = ['payment_intent', 'payment_intent.latest_charge'];
        const session = await stripe.checkout.sessions.retrieve(sessionId, { expand });
        return proofOfSession(session, await this.refundsOf(stripe, refsOfSession(session).paymentIntentId));
      }
      if (paymentIntentId) {
        const intent = await stripe.paymentIntents.retrieve(paymentIntentId);
        return proofOfIntent(intent, await this.refundsOf(stripe, intent.id));
      }
      // Its checkout was never opened.
      return { outcome: 'pending', amount: null, refs: {}, refunds: [], failure: null };
    });
  }

  async refund({ payment, refundId, promisedAt, amount, reason }: RefundRequest): Promise<RefundAnswer> {
    const { paymentIntentId } = payment.refs.paymentIntentId
      ? payment.refs
      : (await this.lookUp(payment)).refs;
    if (!paymentIntentId) return { providerRefundId: null, status: 'failed', failure: 'Nothing was paid.' };
    if (this.clock.now().getTime() - promisedAt.getTime() > KEY_RELIED_UPON_MS) {
      const made = await this.client.ask((stripe) => this.refundMade(stripe, paymentIntentId, refundId));
      if (made) return answerOf(made);
    }
    try {
      const refund = await this.client.ask((stripe) =>
        stripe.refunds.create(
          {
            payment_intent: paymentIntentId,
            amount,
            reason: 'requested_by_customer',
            metadata: { paymentId: payment.paymentId, refundId, reason: reason.slice(0, LONGEST_METADATA) },
          },
          { idempotencyKey: `refund-${refundId}` },
        ),
      );
      return answerOf(refund);
    } catch (error) {
      if (!DomainError.is(error, PaymentErrors.providerRefused)) throw error;
      return { providerRefundId: null, status: 'failed', failure: 'Stripe refused the refund.' };
    }
  }

  async lookUpRefund({ providerRefundId }: { readonly providerRefundId: string }): Promise<RefundAnswer> {
    return answerOf(await this.client.ask((stripe) => stripe.refunds.retrieve(providerRefundId)));
  }

  private async refundsOf(stripe: Stripe, intentId: string | null | undefined): Promise<ProvenRefund[]> {
    const found: ProvenRefund[] = [];
    if (intentId) for await (const refund of listRefunds(stripe, intentId)) found.push(provenRefund(refund));
    return found;
  }

  /** The refund that Stripe made for us without our having heard of it. */
  private async refundMade(
    stripe: Stripe,
    intentId: string,
    refundId: string,
  ): Promise<Stripe.Refund | undefined> {
    for await (const refund of listRefunds(stripe, intentId))
      if (provenRefund(refund).refundId === refundId) return refund;
    return undefined;
  }
}

const LONGEST_METADATA = 500;

/** All of them, the newest first, in as many requests as it takes. */
const listRefunds = (stripe: Stripe, intentId: string) =>
  stripe.refunds.list({ payment_intent: intentId, limit: 100 });

const answerOf = ({ id, status, failure_reason }: Stripe.Refund): RefundAnswer => ({
  providerRefundId: id,
  status: refundStatus(status),
  ...(failure_reason && { failure: failure_reason }),
});
