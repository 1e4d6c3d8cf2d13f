import { Injectable } from '@nestjs/common';
import { RetentionConfig } from '../../../config/index.js';
import { RetentionRules } from '../../../infra/retention/index.js';

/** Sessions that were ended tell for a while where somebody was signed in; the others go when they run out. */
@Injectable()
export class SessionRetention extends RetentionRules {
  override readonly rules;

  constructor({ RETENTION_ENDED_SESSIONS_DAYS: days }: RetentionConfig) {
    super();
    const overdue = (before: Date) => ({ isActive: false, updatedAt: { $lt: before } });
    this.rules = [{ name: 'endedSessions', collection: 'sessions', days, overdue }];
  }
}
