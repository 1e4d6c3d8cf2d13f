import { Injectable } from '@nestjs/common';
import { RetentionRules } from '../retention/index.js';

/** Sooner than the database would. */
@Injectable()
export class OutboxRetention extends RetentionRules {
  override readonly rules = [
    {
      name: 'relayedEvents',
      collection: 'outbox',
      days: this.config.RETENTION_OUTBOX_DAYS,
      overdue: (before: Date) => ({ relayedAt: { $lt: before } }),
    },
  ];
}
