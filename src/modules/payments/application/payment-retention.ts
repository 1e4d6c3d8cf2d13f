import { Injectable } from '@nestjs/common';
import { RetentionConfig } from '../../../config/index.js';
import { RetentionRules } from '../../../infra/retention/index.js';

/** From where a payment was begun helps against fraud and in disputes; after that nobody needs to know. */
@Injectable()
export class PaymentRetention extends RetentionRules {
  override readonly rules;

  constructor({ RETENTION_PAYMENT_ORIGINS_DAYS: days }: RetentionConfig) {
    super();
    this.rules = [
      {
        name: 'paymentOrigins',
        collection: 'payments',
        days,
        overdue: (before: Date) => ({ 'metadata.ipAddress': { $gt: '' }, createdAt: { $lt: before } }),
        change: { $unset: { 'metadata.ipAddress': 1, 'metadata.userAgent': 1 } },
      },
    ];
  }
}
