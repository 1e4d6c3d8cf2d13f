import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditKeys } from './application/audit-keys.js';
import { AuditPersonalData } from './application/audit-personal-data.js';
import { AuditTrail } from './application/audit-trail.js';
import { ActivityRepository } from './persistence/activity.repository.js';
import { ACTIVITY_MODEL, activitySchema } from './persistence/activity.schema.js';
import { AuditLogRepository } from './persistence/audit-log.repository.js';
import { AuditPersonalDataRepository } from './persistence/audit-personal-data.repository.js';
import { AUDIT_LOG_MODEL, auditLogSchema } from './persistence/audit-log.schema.js';

const REPOSITORIES = [AuditLogRepository, ActivityRepository, AuditPersonalDataRepository];

/** What was done, by whom and from where: for administrators, and for the people concerned. */
@Module({
  imports: [
    MongooseModule.forFeature([
      { name: AUDIT_LOG_MODEL, schema: auditLogSchema },
      { name: ACTIVITY_MODEL, schema: activitySchema },
    ]),
  ],
  providers: [...REPOSITORIES, AuditKeys, AuditTrail, AuditPersonalData],
  exports: [AuditTrail],
})
export class AuditModule {}
