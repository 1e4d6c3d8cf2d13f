import { Injectable } from '@nestjs/common';
import { RetentionRules } from '../../../infra/retention/index.js';

/** Sessions that were ended tell for a while where somebody was signed in; the others go when they run out. */
@Injectable()
export class SessionRetention extends RetentionRules {
  override readonly rules = [
    {
      name: 'endedSessions',
      collection: 'sessions',
      days: this.config.RETENTION_ENDED_SESSIONS_DAYS,
      overdue: (before: Date) => ({ isActive: false, updatedAt: { $lt: before } }),
    },
  ];
}
