import { Injectable } from '@nestjs/common';
import { RetentionRules } from '../../../infra/retention/index.js';

/** What somebody studied with serves going on and the figures of the time; then it is only a trace (002-19). */
@Injectable()
export class StudyRetention extends RetentionRules {
  override readonly rules = [
    {
      name: 'studyDevices',
      collection: 'lesson_progress',
      days: this.config.RETENTION_STUDY_DEVICES_DAYS,
      overdue: (before: Date) => ({ browser: { $gt: '' }, lastAccessedAt: { $lt: before } }),
      change: { $unset: { browser: 1, device: 1 } },
    },
  ];
}
