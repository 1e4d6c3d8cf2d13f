export { createMigration } from './create-migration.js';
export { MIGRATIONS_FOLDER, MigrationFiles } from './migration-files.js';
export { MIGRATIONS_COLLECTION } from './migration-log.js';
export { Migrations } from './migrations.js';
export { MigrationsModule } from './migrations.module.js';
export { Migrator, type MigrationStatus } from './migrator.js';
