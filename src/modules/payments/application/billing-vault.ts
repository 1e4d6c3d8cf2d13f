import { Injectable } from '@nestjs/common';
import { EncryptedFields, FieldCipher } from '../../../infra/crypto/index.js';
import type { Billing, BillingAddress, SealedBilling } from '../domain/billing.js';
import type { Payment } from '../domain/payment.js';

const DETAILS = ['phone', 'address'] as const satisfies (keyof SealedBilling)[];

/** Keeps phone numbers and addresses: nothing but their encrypted form reaches the database (001-19, X30). */
@Injectable()
export class BillingVault extends EncryptedFields {
  override readonly encryptedFields = DETAILS.map((detail) => ({
    collection: 'payments',
    path: `customer.${detail}`,
    contextOf: (id: string) => contextOf(id, detail),
  }));

  constructor(private readonly cipher: FieldCipher) {
    super();
  }

  seal(paymentId: string, { phone, address }: Billing): SealedBilling {
    return {
      phone: phone && this.cipher.encrypt(phone, contextOf(paymentId, 'phone')),
      address: this.cipher.encrypt(JSON.stringify(address), contextOf(paymentId, 'address')),
    };
  }

  /** @returns null when the buyer gave none @throws TamperedValueError when it was not written by this application */
  open({ id, customer: { phone, address } }: Pick<Payment, 'id' | 'customer'>): Billing | null {
    if (!address) return null;
    return {
      phone: phone ? this.cipher.decrypt(phone, contextOf(id, 'phone')) : null,
      address: JSON.parse(this.cipher.decrypt(address, contextOf(id, 'address'))) as BillingAddress,
    };
  }
}

const contextOf = (paymentId: string, detail: keyof SealedBilling) =>
  `payments/${paymentId}/customer.${detail}`;
