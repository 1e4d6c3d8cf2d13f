import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import {
  CURRENCIES,
  formatAmount,
  parseAmount,
  type Currency,
  type Money,
} from '../../../common/money/index.js';
import { PaymentsConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import {
  PaymentProvider,
  type CheckoutRequest,
  type OpenedCheckout,
  type ProviderEvent,
  type ProviderPayment,
  type ProviderProof,
  type RefundAnswer,
  type RefundRequest,
} from '../domain/payment-provider.js';
import { PaymentErrors } from '../domain/payment.errors.js';
import { SslcommerzClient, type SslcommerzRefund, type SslcommerzTransaction } from './sslcommerz-client.js';
import { customerFields } from './sslcommerz-customer.js';
import { eventOf } from './sslcommerz-events.js';
import { isSignedBySslcommerz } from './sslcommerz-signature.js';

/** Payment by Bangladeshi cards, banks and wallets at SSLCommerz's hosted page. */
@Injectable()
export class SslcommerzProvider extends PaymentProvider {
  readonly method = 'sslcommerz';
  private readonly logger = new Logger(SslcommerzProvider.name);

  constructor(
    private readonly client: SslcommerzClient,
    private readonly config: PaymentsConfig,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** A repeated call makes another session under the same transaction id; whichever is paid, it is the same payment. */
  async openCheckout(request: CheckoutRequest): Promise<OpenedCheckout> {
    const { paymentId, amount, customer, urls } = request;
    const session = await this.client.openSession({
      tran_id: paymentId,
      total_amount: formatAmount(amount),
      currency: amount.currency,
      product_name: request.title.slice(0, 255),
      product_category: 'Course',
      product_profile: 'non-physical-goods',
      num_of_item: '1',
      ...customerFields(customer, request.billing ?? null),
      shipping_method: 'NO',
      success_url: urls.success,
      fail_url: urls.fail,
      cancel_url: urls.cancel,
      ipn_url: urls.notify,
    });
    if (session.status === 'SUCCESS')
      return {
        refs: { sessionId: session.sessionkey, merchantTransactionId: paymentId },
        redirectUrl: session.GatewayPageURL,
      };
    this.logger.warn(`SSLCommerz refused a session: ${session.failedreason}`);
    const ours = /credential|de-active/i.test(session.failedreason ?? '');
    throw new DomainError(ours ? PaymentErrors.providerUnavailable : PaymentErrors.providerRefused);
  }

  /** SSLCommerz offers nothing for it: its sessions end by themselves. */
  async closeCheckout(): Promise<void> {}

  readEvent({ rawBody }: { readonly rawBody: Buffer }): ProviderEvent {
    const fields = Object.fromEntries(new URLSearchParams(rawBody.toString()));
    const { SSLCOMMERZ_STORE_ID, SSLCOMMERZ_STORE_PASSWORD } = this.config;
    if (
      !isSignedBySslcommerz(fields, SSLCOMMERZ_STORE_PASSWORD!) ||
      fields['store_id'] !== SSLCOMMERZ_STORE_ID
    )
      throw new DomainError(PaymentErrors.forgedSignature);
    return eventOf(fields, this.clock.now());
  }

  /** Of all that was tried under the payment's id, the attempt that got furthest counts. */
  async lookUp({ paymentId, refs }: ProviderPayment): Promise<ProviderProof> {
    const known = refs.chargeId ? await this.validated(refs.chargeId, paymentId) : undefined;
    if (known) return paid(known);
    const tried = await this.client.transactions(paymentId);
    for (const attempt of tried) {
      if (!isPaid(attempt) || !attempt.val_id) continue;
      const transaction = await this.validated(attempt.val_id, paymentId);
      if (transaction) return paid(transaction);
    }
    return unpaid(tried);
  }

  /** Refunds are in taka, whatever was asked for: a foreign amount is turned into its part of the taka that were paid. */
  async refund({ payment, refundId, amount, reason }: RefundRequest): Promise<RefundAnswer> {
    const tried = await this.client.transactions(payment.paymentId);
    const transaction = tried.find(isPaid);
    if (!transaction?.bank_tran_id)
      return { providerRefundId: null, status: 'failed', failure: 'Nothing was paid.' };
    const answer = await this.client.refund({
      bank_tran_id: transaction.bank_tran_id,
      refund_trans_id: refundId.replaceAll('-', '').slice(0, 30),
      refund_amount: formatAmount(inTaka(amount, transaction)),
      refund_remarks: reason.slice(0, 255),
    });
    return refundAnswer(answer);
  }

  async lookUpRefund({ providerRefundId }: { readonly providerRefundId: string }): Promise<RefundAnswer> {
    return { ...refundAnswer(await this.client.findRefund(providerRefundId)), providerRefundId };
  }

  /** @returns the transaction, if SSLCommerz vouches for it and it is this payment's */
  private async validated(valId: string, paymentId: string): Promise<SslcommerzTransaction | undefined> {
    const transaction = await this.client.validate(valId);
    return isPaid(transaction) && transaction.tran_id === paymentId ? transaction : undefined;
  }
}

const isPaid = ({ status }: SslcommerzTransaction) => status === 'VALID' || status === 'VALIDATED';

/** Null for what no payment of ours can be: it equals no amount that is expected. */
const moneyOf = ({ currency_type, currency_amount }: SslcommerzTransaction): Money | null =>
  CURRENCIES.includes(currency_type as Currency) && /^\d{1,12}(\.\d{1,2})?$/.test(currency_amount)
    ? parseAmount(currency_amount, currency_type as Currency)
    : null;

const paid = (transaction: SslcommerzTransaction): ProviderProof => ({
  outcome: 'paid',
  amount: moneyOf(transaction),
  refs: {
    merchantTransactionId: transaction.tran_id,
    chargeId: transaction.val_id,
    transactionId: transaction.bank_tran_id,
  },
  refunds: [],
  failure: null,
  risk: riskOf(transaction),
});

/** "Hold the order and verify the customer" when it says 1 (https://developer.sslcommerz.com/doc/v4, order validation). */
const riskOf = ({ risk_level = '0', risk_title }: SslcommerzTransaction): string | null =>
  String(risk_level) === '0' ? null : `${risk_title || 'Risky'} (risk_level ${risk_level})`.slice(0, 200);

function unpaid(tried: readonly SslcommerzTransaction[]): ProviderProof {
  const failed = tried.find(({ status }) => status === 'FAILED');
  const pending = tried.some(({ status }) => status === 'PENDING' || status === 'PROCESSING');
  const over = tried.length > 0 && !pending;
  return {
    outcome: over ? (failed ? 'failed' : 'cancelled') : 'pending',
    amount: null,
    refs: {},
    refunds: [],
    failure: failed ? { code: 'FAILED', message: failed.error || 'The payment failed.' } : null,
  };
}

/** Rounded down, so that parts never come to more than the whole. */
function inTaka(amount: number, transaction: SslcommerzTransaction): Money {
  const taka = parseAmount(transaction.amount, 'BDT');
  const asked = moneyOf(transaction);
  if (!asked || asked.currency === 'BDT') return { amount, currency: 'BDT' };
  return { amount: Math.floor((taka.amount * amount) / asked.amount), currency: 'BDT' };
}

/** `success` says that a refund was begun, `processing` that it was before. */
function refundAnswer({ status, refund_ref_id, errorReason }: SslcommerzRefund): RefundAnswer {
  const providerRefundId = refund_ref_id || null;
  if (status === 'refunded') return { providerRefundId, status: 'succeeded' };
  if (status === 'failed' || status === 'cancelled')
    return { providerRefundId, status: 'failed', failure: errorReason || `The refund was ${status}.` };
  return { providerRefundId, status: 'pending' };
}
