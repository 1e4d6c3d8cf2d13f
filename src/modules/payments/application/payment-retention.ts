import { Injectable } from '@nestjs/common';
import { RetentionRules } from '../../../infra/retention/index.js';

/** From where a payment was begun helps against fraud and in disputes; after that nobody needs to know. */
@Injectable()
export class PaymentRetention extends RetentionRules {
  override readonly rules = [
    {
      name: 'paymentOrigins',
      collection: 'payments',
      days: this.config.RETENTION_PAYMENT_ORIGINS_DAYS,
      overdue: (before: Date) => ({ 'metadata.ipAddress': { $gt: '' }, createdAt: { $lt: before } }),
      change: { $unset: { 'metadata.ipAddress': 1, 'metadata.userAgent': 1 } },
    },
    // Of buyers whose accounts were erased.
    {
      name: 'legalHolds',
      collection: 'payments',
      days: this.config.RETENTION_LEGAL_HOLD_DAYS,
      overdue: (before: Date) => ({ 'customer.heldSince': { $gt: new Date(0), $lt: before } }),
      change: {
        $unset: { 'customer.heldName': 1, 'customer.heldSince': 1 },
        $set: { 'customer.address': null },
      },
    },
  ];
}
