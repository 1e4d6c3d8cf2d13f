import { Injectable } from '@nestjs/common';
import { EncryptedFields, FieldCipher } from '../../../infra/crypto/index.js';
import type { Billing, BillingAddress, SealedBilling } from '../domain/billing.js';
import type { Payment } from '../domain/payment.js';

const DETAILS = ['phone', 'address', 'heldName'] as const satisfies (keyof SealedBilling)[];

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

  /** The name of a buyer whose account is being erased. */
  sealName({ id, customer }: Pick<Payment, 'id' | 'customer'>): string {
    return this.cipher.encrypt(customer.name, contextOf(id, 'heldName'));
  }

  /** The name for the receipt, that of an erased account too. @throws TamperedValueError */
  nameOn({ id, customer: { name, heldName } }: Pick<Payment, 'id' | 'customer'>): string {
    return heldName ? this.cipher.decrypt(heldName, contextOf(id, 'heldName')) : name;
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
