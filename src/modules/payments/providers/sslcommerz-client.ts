import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PaymentsConfig } from '../../../config/index.js';
import { PaymentErrors } from '../domain/payment.errors.js';

/** What a transaction is, as far as it is used here. Amounts are decimal numbers. */
export interface SslcommerzTransaction {
  readonly status: string;
  readonly tran_id: string;
  readonly val_id?: string;
  readonly bank_tran_id?: string;
  /** In taka. */
  readonly amount: string;
  /** In the currency that was asked for. */
  readonly currency_type: string;
  readonly currency_amount: string;
  readonly error?: string;
  /** 0 for a safe one, 1 for a risky one. */
  readonly risk_level?: string | number;
  readonly risk_title?: string;
}

export interface SslcommerzSession {
  readonly status: string;
  readonly failedreason?: string;
  readonly sessionkey: string;
  readonly GatewayPageURL: string;
}

export interface SslcommerzRefund {
  readonly status: string;
  readonly refund_ref_id?: string;
  readonly errorReason?: string;
}

const MANAGE = '/validator/api/merchantTransIDvalidationAPI.php';

/**
 * SSLCommerz's HTTP API, version 4 (https://developer.sslcommerz.com/doc/v4). It wants the password among the parameters, so
 * no URL of it is ever logged or passed on.
 */
@Injectable()
export class SslcommerzClient {
  private readonly logger = new Logger(SslcommerzClient.name);

  constructor(private readonly config: PaymentsConfig) {}

  openSession(parameters: Record<string, string>): Promise<SslcommerzSession> {
    return this.send('/gwprocess/v4/api.php', { method: 'POST', body: this.with(parameters) });
  }

  /** Tells SSLCommerz that the payment was seen, which turns VALID into VALIDATED. */
  validate(valId: string): Promise<SslcommerzTransaction> {
    return this.get('/validator/api/validationserverAPI.php', { val_id: valId });
  }

  /** Everything that was tried under a transaction id. */
  async transactions(tranId: string): Promise<readonly SslcommerzTransaction[]> {
    const { element } = await this.get<{ element?: readonly SslcommerzTransaction[] }>(MANAGE, {
      tran_id: tranId,
    });
    return element ?? [];
  }

  /** @param wanted.refund_trans_id the refund's number, under which it is made once */
  refund(wanted: {
    bank_tran_id: string;
    refund_trans_id: string;
    refund_amount: string;
    refund_remarks: string;
  }): Promise<SslcommerzRefund> {
    return this.get(MANAGE, wanted);
  }

  findRefund(refundRefId: string): Promise<SslcommerzRefund> {
    return this.get(MANAGE, { refund_ref_id: refundRefId });
  }

  private with(parameters: Record<string, string>): URLSearchParams {
    const { SSLCOMMERZ_STORE_ID, SSLCOMMERZ_STORE_PASSWORD } = this.config;
    return new URLSearchParams({
      ...parameters,
      store_id: SSLCOMMERZ_STORE_ID!,
      store_passwd: SSLCOMMERZ_STORE_PASSWORD!,
    });
  }

  /** @throws DomainError `payment-provider-unavailable`, also when our credentials are not accepted */
  private async get<T>(path: string, parameters: Record<string, string>): Promise<T> {
    const answer = await this.send<T & { APIConnect?: string }>(
      `${path}?${this.with({ ...parameters, v: '1', format: 'json' }).toString()}`,
    );
    if (answer.APIConnect !== 'DONE') throw this.unavailable(`APIConnect ${answer.APIConnect}`);
    return answer;
  }

  private async send<T>(path: string, init: RequestInit = {}): Promise<T> {
    const { SSLCOMMERZ_API_URL, PAYMENT_PROVIDER_TIMEOUT_MS } = this.config;
    try {
      const signal = AbortSignal.timeout(PAYMENT_PROVIDER_TIMEOUT_MS);
      const response = await fetch(new URL(path, SSLCOMMERZ_API_URL), { ...init, signal, redirect: 'error' });
      if (response.ok) return (await response.json()) as T;
      throw this.unavailable(`status ${response.status}`);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw this.unavailable((error as Error).name);
    }
  }

  private unavailable(why: string): DomainError {
    this.logger.warn(`SSLCommerz did not answer: ${why}`);
    return new DomainError(PaymentErrors.providerUnavailable);
  }
}
