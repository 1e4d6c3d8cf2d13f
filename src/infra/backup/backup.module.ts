import { Global, Module } from '@nestjs/common';
import { BackupJob } from './backup-job.js';
import { Backups } from './backups.js';
import { Restorer } from './restorer.js';

@Global()
@Module({ providers: [Backups, BackupJob, Restorer], exports: [Backups, Restorer] })
export class BackupModule {}
