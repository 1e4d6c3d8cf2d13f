import { Injectable } from '@nestjs/common';
import { RetentionRules } from '../retention/index.js';

/** Sooner than the database would. */
@Injectable()
export class JobRunRetention extends RetentionRules {
  override readonly rules = [
    {
      name: 'jobRuns',
      collection: 'job_runs',
      days: this.config.RETENTION_JOB_RUNS_DAYS,
      overdue: (before: Date) => ({ startedAt: { $lt: before }, status: { $ne: 'running' } }),
    },
  ];
}
