import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { DatabaseController } from './api/database.controller.js';
import { DeadLettersController } from './api/dead-letters.controller.js';
import { JobRunsController } from './api/job-runs.controller.js';
import { DatabaseDesk } from './application/database-desk.js';
import { DeadLetterDesk } from './application/dead-letter-desk.js';
import { JobDesk } from './application/job-desk.js';

/** What administrators see and do of the running system itself. */
@Module({
  imports: [AuditModule],
  controllers: [JobRunsController, DeadLettersController, DatabaseController],
  providers: [JobDesk, DeadLetterDesk, DatabaseDesk],
})
export class OperationsModule {}
