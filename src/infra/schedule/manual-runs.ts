import { Injectable } from '@nestjs/common';
import { Consumes } from '../queue/index.js';
import { JobRunner } from './job-runner.js';
import { ManualRunsQueue, type ManualRun } from './manual-runs.queue.js';

/** Takes up the runs that somebody has asked for. */
@Injectable()
export class ManualRuns {
  constructor(private readonly runner: JobRunner) {}

  @Consumes(ManualRunsQueue)
  async take({ runId, job, tick }: ManualRun): Promise<void> {
    await this.runner.run(job, new Date(tick), runId);
  }
}
