import { Injectable } from '@nestjs/common';
import { HttpConfig } from '../../../config/index.js';
import type { CheckoutUrls } from '../domain/payment-provider.js';
import type { Payment } from '../domain/payment.js';

/** The addresses under which providers and buyers come back to this server, and buyers go on to the product. */
@Injectable()
export class CheckoutAddresses {
  private readonly api: string;
  private readonly client: string | undefined;

  constructor({ PUBLIC_URL, CLIENT_URL }: HttpConfig) {
    this.api = withoutSlash(PUBLIC_URL);
    this.client = CLIENT_URL && withoutSlash(CLIENT_URL);
  }

  forProvider({ id, method }: Payment): CheckoutUrls {
    const payments = `${this.api}/api/v1/payments`;
    const back = (result: string) => `${payments}/return/${method}?payment=${id}&result=${result}`;
    return {
      success: back('success'),
      cancel: back('cancel'),
      fail: back('fail'),
      notify: `${payments}/webhooks/${method}`,
    };
  }

  /** Where the product shows a payment; none without a client of its own. */
  inClient({ id, status }: Payment): string | null {
    return this.client ? `${this.client}/payments/${id}?status=${status}` : null;
  }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');
