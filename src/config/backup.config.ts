import { z } from 'zod';
import { namespace } from './namespace.js';
import { count } from './types.js';

/** Backups of the database (000-59, 001-17). */
export class BackupConfig extends namespace('Backup', {
  BACKUP_DIR: z
    .string()
    .optional()
    .describe(
      'Where the nightly backup writes its folders; without it there is none. Nothing else belongs there.',
    ),
  BACKUP_KEEP_DAYS: count(1)
    .default(7)
    .describe('After how many days the nightly backup removes older ones; the latest always stays.'),
}) {}
