import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/index.js';
import { UsersModule } from '../users/index.js';
import { ErasureController } from './api/erasure.controller.js';
import { ExportsController } from './api/exports.controller.js';
import { ApplyRetention } from './application/apply-retention.js';
import { DamageAudit } from './application/damage-audit.js';
import { EraseAccounts } from './application/erase-accounts.js';
import { ExportVault } from './application/export-vault.js';
import { MakeExport } from './application/make-export.js';
import { PrivacyPersonalData } from './application/privacy-personal-data.js';
import { PrivacyRetention } from './application/privacy-retention.js';
import { ReadExports } from './application/read-exports.js';
import { RequestExport } from './application/request-export.js';
import { RotateKeys } from './application/rotate-keys.js';
import { ScheduleErasure } from './application/schedule-erasure.js';
import { TidyExports } from './application/tidy-exports.js';
import { PrivacyJobs } from './jobs/privacy.jobs.js';
import { DataExportRepository } from './persistence/data-export.repository.js';
import { DATA_EXPORT_MODEL, dataExportSchema } from './persistence/data-export.schema.js';
import { ErasureRequestRepository } from './persistence/erasure-request.repository.js';
import { ERASURE_REQUEST_MODEL, erasureRequestSchema } from './persistence/erasure-request.schema.js';
import { ExportChunkRepository } from './persistence/export-chunk.repository.js';
import { EXPORT_CHUNK_MODEL, exportChunkSchema } from './persistence/export-chunk.schema.js';

const REPOSITORIES = [DataExportRepository, ExportChunkRepository, ErasureRequestRepository];
const EXPORTING = [RequestExport, MakeExport, ReadExports, TidyExports, ExportVault];
const ERASING = [ScheduleErasure, EraseAccounts];
const KEEPING = [ApplyRetention, PrivacyRetention, PrivacyPersonalData, DamageAudit, RotateKeys];

/** What people may ask about their data, and how long it is kept. */
@Module({
  imports: [
    AuditModule,
    UsersModule,
    MongooseModule.forFeature([
      { name: DATA_EXPORT_MODEL, schema: dataExportSchema },
      { name: EXPORT_CHUNK_MODEL, schema: exportChunkSchema },
      { name: ERASURE_REQUEST_MODEL, schema: erasureRequestSchema },
    ]),
  ],
  controllers: [ExportsController, ErasureController],
  providers: [...REPOSITORIES, ...EXPORTING, ...ERASING, ...KEEPING, PrivacyJobs],
})
export class PrivacyModule {}
