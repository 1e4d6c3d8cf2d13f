import { Injectable } from '@nestjs/common';
import { HttpConfig } from '../../../config/index.js';
import type { CheckoutUrls } from '../domain/payment-provider.js';
import type { Payment } from '../domain/payment.js';

/** The addresses under which providers and buyers come back to this server, and buyers go on to the product. */
@Injectable()
export class CheckoutAddresses {
  constructor(private readonly http: HttpConfig) {}

  forProvider({ id, method }: Payment): CheckoutUrls {
    const payments = `${this.http.PUBLIC_URL}/api/v1/payments`;
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
    return this.http.CLIENT_URL ? `${this.http.CLIENT_URL}/payments/${id}?status=${status}` : null;
  }
}
