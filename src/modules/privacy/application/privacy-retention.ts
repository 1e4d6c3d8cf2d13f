import { Injectable } from '@nestjs/common';
import { RetentionConfig } from '../../../config/index.js';
import { RetentionRules } from '../../../infra/retention/index.js';

@Injectable()
export class PrivacyRetention extends RetentionRules {
  override readonly rules;

  constructor({ RETENTION_EXPORTS_DAYS: days }: RetentionConfig) {
    super();
    const overdue = (before: Date) => ({
      requestedAt: { $lt: before },
      status: { $in: ['expired', 'failed'] },
    });
    this.rules = [{ name: 'exports', collection: 'data_exports', days, overdue }];
  }
}
