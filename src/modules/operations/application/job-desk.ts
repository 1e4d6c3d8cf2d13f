import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import type { Page } from '../../../common/pagination/index.js';
import { JobRuns, Schedules, type JobRun, type RunStatus } from '../../../infra/schedule/index.js';
import { AuditTrail } from '../../audit/index.js';

/** What operators do with scheduled jobs: see how they went, and start one now (004-18). */
@Injectable()
export class JobDesk {
  constructor(
    private readonly runs: JobRuns,
    private readonly schedules: Schedules,
    private readonly audit: AuditTrail,
  ) {}

  list(query: { job?: string; status?: RunStatus; limit: number; cursor?: string }): Promise<Page<JobRun>> {
    return this.runs.list(query);
  }

  /** @throws DomainError `not-found`, also while no worker has taken the run up */
  async get(runId: string): Promise<JobRun> {
    const run = await this.runs.findRun(runId);
    if (!run) throw new DomainError(CommonErrors.notFound);
    return run;
  }

  /**
   * @returns the id of the run
   * @throws DomainError `not-found` for an unknown job, `service-unavailable` while the queue can't take it
   */
  async start(job: string): Promise<string> {
    const runId = await this.schedules.runNow(job);
    await this.audit.record({ action: 'job.started', target: { type: 'job', id: job }, after: { runId } });
    return runId;
  }
}
