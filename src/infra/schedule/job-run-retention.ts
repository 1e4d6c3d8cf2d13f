import { Injectable } from '@nestjs/common';
import { RetentionConfig } from '../../config/index.js';
import { RetentionRules } from '../retention/index.js';

/** Sooner than the database would. */
@Injectable()
export class JobRunRetention extends RetentionRules {
  override readonly rules;

  constructor({ RETENTION_JOB_RUNS_DAYS: days }: RetentionConfig) {
    super();
    const overdue = (before: Date) => ({ startedAt: { $lt: before }, status: { $ne: 'running' } });
    this.rules = [{ name: 'jobRuns', collection: 'job_runs', days, overdue }];
  }
}
