export { BackupModule } from './backup.module.js';
export { Backups } from './backups.js';
export { Restorer } from './restorer.js';
