import { Module } from '@nestjs/common';
import { DeadLettersController } from './api/dead-letters.controller.js';
import { JobRunsController } from './api/job-runs.controller.js';
import { DeadLetterDesk } from './application/dead-letter-desk.js';
import { JobDesk } from './application/job-desk.js';

/** What administrators see and do of the running system itself. */
@Module({
  controllers: [JobRunsController, DeadLettersController],
  providers: [JobDesk, DeadLetterDesk],
})
export class OperationsModule {}
