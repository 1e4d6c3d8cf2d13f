import { Injectable, Logger } from '@nestjs/common';
import { BackupConfig } from '../../config/index.js';
import { Scheduled, type RunContext, type RunCounts } from '../schedule/index.js';
import { Backups } from './backups.js';

const HOUR_MS = 3_600_000;

/** The nightly backup (000-59), at 02:00 UTC (002-35). */
@Injectable()
export class BackupJob {
  private readonly logger = new Logger(BackupJob.name);

  constructor(
    private readonly backups: Backups,
    private readonly config: BackupConfig,
  ) {}

  /** Old backups go only after the new one is whole. */
  @Scheduled({ id: 'backup', cron: '0 2 * * *', timeoutMs: HOUR_MS })
  async run({ signal }: Pick<RunContext, 'signal'>): Promise<RunCounts> {
    const { BACKUP_DIR, BACKUP_KEEP_DAYS } = this.config;
    if (!BACKUP_DIR) {
      this.logger.warn('No backup was made: BACKUP_DIR is not set');
      return { skipped: 1 };
    }
    const { folder, collections, documents } = await this.backups.create(BACKUP_DIR, signal);
    const removed = await this.backups.removeOld(BACKUP_DIR, BACKUP_KEEP_DAYS);
    this.logger.log('A backup was made', { folder, collections, documents, removed });
    return { collections, documents, removed };
  }
}
