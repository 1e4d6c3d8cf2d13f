/** Makes a backup of the database: `npm run backup [-- DIR]` (000-59). */
import { parseArgs } from 'node:util';
import { BackupConfig } from '../config/index.js';
import { Backups } from '../infra/backup/index.js';
import { runCommand } from './application.js';

const USAGE = `Usage: npm run backup [-- DIR]

  DIR  where the folder of the backup goes; BACKUP_DIR unless given`;

const { values: options, positionals } = parseArgs({
  options: { help: { type: 'boolean', default: false } },
  allowPositionals: true,
});

if (options.help) console.log(USAGE);
else
  await runCommand(
    async (app) => {
      const directory = positionals[0] ?? app.get(BackupConfig).BACKUP_DIR;
      if (!directory || positionals.length > 1) throw new Error(USAGE);
      const { folder, collections, documents } = await app.get(Backups).create(directory);
      return `${folder} holds ${documents} document(s) in ${collections} collection(s).`;
    },
    // The time for a backup is right before a migration.
    { unmigrated: true },
  );
