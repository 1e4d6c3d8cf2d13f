import { Injectable } from '@nestjs/common';
import { RetentionConfig } from '../../config/index.js';
import { RetentionRules } from '../retention/index.js';

/** Sooner than the database would. */
@Injectable()
export class OutboxRetention extends RetentionRules {
  override readonly rules;

  constructor({ RETENTION_OUTBOX_DAYS: days }: RetentionConfig) {
    super();
    const overdue = (before: Date) => ({ relayedAt: { $lt: before } });
    this.rules = [{ name: 'relayedEvents', collection: 'outbox', days, overdue }];
  }
}
