import { Injectable } from '@nestjs/common';
import { Scheduled, type RunCounts } from '../../../infra/schedule/index.js';
import { CheckChain } from '../application/check-chain.js';
import { RemovePersonalParts } from '../application/remove-personal-parts.js';

/** What the audit log needs every night. */
@Injectable()
export class AuditNightsJob {
  constructor(
    private readonly check: CheckChain,
    private readonly personalParts: RemovePersonalParts,
  ) {}

  /** Fails when the chain is broken, so that the run shows it. */
  @Scheduled({ id: 'audit.verify', cron: '10 4 * * *', timeoutMs: 3_600_000 })
  verify(): Promise<RunCounts> {
    return this.check.execute();
  }

  @Scheduled({ id: 'audit.remove-personal', cron: '50 3 * * *', timeoutMs: 1_800_000 })
  async removePersonal(): Promise<RunCounts> {
    return { entries: await this.personalParts.ofOldEntries() };
  }
}
