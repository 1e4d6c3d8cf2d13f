import { Injectable } from '@nestjs/common';
import { Scheduled, type RunContext, type RunCounts } from '../../../infra/schedule/index.js';
import { ApplyRetention } from '../application/apply-retention.js';

const HOUR_MS = 3_600_000;

@Injectable()
export class PrivacySchedules {
  constructor(private readonly retention: ApplyRetention) {}

  /** Nightly, after the backup (001-18, 002-38). */
  @Scheduled({ id: 'privacy.retention', cron: '0 4 * * *', timeoutMs: 2 * HOUR_MS })
  applyRetention({ signal }: RunContext): Promise<RunCounts> {
    return this.retention.execute(signal);
  }
}
