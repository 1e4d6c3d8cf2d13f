import { Injectable } from '@nestjs/common';
import { RetentionRules } from '../../../infra/retention/index.js';

@Injectable()
export class PrivacyRetention extends RetentionRules {
  override readonly rules = [
    {
      name: 'exports',
      collection: 'data_exports',
      days: this.config.RETENTION_EXPORTS_DAYS,
      overdue: (before: Date) => ({
        requestedAt: { $lt: before },
        status: { $in: ['expired', 'failed'] },
      }),
    },
  ];
}
