import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditLogsController } from './api/audit-logs.controller.js';
import { OwnActivityController } from './api/own-activity.controller.js';
import { AuditKeys } from './application/audit-keys.js';
import { AuditPersonalData } from './application/audit-personal-data.js';
import { AuditTrail } from './application/audit-trail.js';
import { ChainHeads } from './application/chain-heads.js';
import { CheckChain } from './application/check-chain.js';
import { ReadActivity } from './application/read-activity.js';
import { RemovePersonalParts } from './application/remove-personal-parts.js';
import { SealEntries } from './application/seal-entries.js';
import { SearchAuditLog } from './application/search-audit-log.js';
import { VerifyChain } from './application/verify-chain.js';
import { AuditNightsJob } from './jobs/audit-nights.job.js';
import { SealingLoop } from './jobs/sealing-loop.js';
import { ActivityRepository } from './persistence/activity.repository.js';
import { ACTIVITY_MODEL, activitySchema } from './persistence/activity.schema.js';
import { AuditChainRepository } from './persistence/audit-chain.repository.js';
import { AUDIT_HEAD_MODEL, auditHeadSchema } from './persistence/audit-head.schema.js';
import { AuditLogRepository } from './persistence/audit-log.repository.js';
import { AUDIT_LOG_MODEL, auditLogSchema } from './persistence/audit-log.schema.js';
import { AuditPersonalRepository } from './persistence/audit-personal.repository.js';
import { AuditSearchRepository } from './persistence/audit-search.repository.js';

const REPOSITORIES = [
  AuditLogRepository,
  AuditChainRepository,
  AuditSearchRepository,
  AuditPersonalRepository,
  ActivityRepository,
];
const USE_CASES = [
  AuditTrail,
  SealEntries,
  VerifyChain,
  CheckChain,
  SearchAuditLog,
  ReadActivity,
  RemovePersonalParts,
];

/** What was done, by whom and from where: for administrators, and for the people concerned. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: AUDIT_LOG_MODEL, schema: auditLogSchema },
      { name: AUDIT_HEAD_MODEL, schema: auditHeadSchema },
      { name: ACTIVITY_MODEL, schema: activitySchema },
    ]),
  ],
  controllers: [AuditLogsController, OwnActivityController],
  providers: [...REPOSITORIES, AuditKeys, ChainHeads, ...USE_CASES, AuditPersonalData, AuditNightsJob],
  exports: [AuditTrail, SealEntries, VerifyChain],
})
export class AuditModule {}

/** Sealing the log; for the worker process. */
@Module({ imports: [AuditModule], providers: [SealingLoop] })
export class AuditWorkerModule {}
