import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { DiscoveryModule } from '../discovery/index.js';
import { JobRunRetention } from './job-run-retention.js';
import { JobRunSchema } from './job-run.schema.js';
import { JobRunner } from './job-runner.js';
import { JOB_RUN_MODEL, JobRuns } from './job-runs.js';
import { ManualRuns } from './manual-runs.js';
import { ScheduleLocks } from './schedule-locks.js';
import { Schedules } from './schedules.js';

/** Asking for runs and looking at them; for every process. */
@Global()
@Module({
  imports: [DiscoveryModule, MongooseModule.forFeature([{ name: JOB_RUN_MODEL, schema: JobRunSchema }])],
  providers: [Schedules, JobRuns, ScheduleLocks, JobRunner, ManualRuns, JobRunRetention],
  exports: [Schedules, JobRuns, ScheduleLocks, JobRunner],
})
export class ScheduleModule {}
