import { Controller, Get, Injectable } from '@nestjs/common';
import { Consumes, jobQueue } from '../../src/infra/queue/index.js';
import { Scheduled } from '../../src/infra/schedule/index.js';

export const ProbeQueue = jobQueue('contract-probe');
export const PROBE_JOB = 'contract.probe';

/** A queue and a scheduled job for operators to look at. */
@Injectable()
export class ProbeJobs {
  @Consumes(ProbeQueue)
  async consume(): Promise<void> {}

  @Scheduled({ id: PROBE_JOB, cron: '0 0 29 2 *', timeoutMs: 60_000 })
  async run(): Promise<void> {}
}

/** A route whose author forgot to say who may use it. */
@Controller('probe')
export class UndeclaredController {
  @Get()
  read(): object {
    return { reached: true };
  }
}
