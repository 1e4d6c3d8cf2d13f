import { Injectable } from '@nestjs/common';
import { RetentionRules } from '../../../infra/retention/index.js';

/** What was told and read. The database removes all of it after a year. */
@Injectable()
export class NotificationRetention extends RetentionRules {
  override readonly rules = [
    {
      name: 'readNotifications',
      collection: 'notifications',
      days: this.config.RETENTION_READ_NOTIFICATIONS_DAYS,
      overdue: (before: Date) => ({ readAt: { $gt: new Date(0), $lt: before } }),
    },
    {
      name: 'messages',
      collection: 'messages',
      days: this.config.RETENTION_MESSAGES_DAYS,
      overdue: (before: Date) => ({ createdAt: { $lt: before }, state: { $ne: 'queued' } }),
    },
  ];
}
