import { Global, Module } from '@nestjs/common';
import { MIGRATIONS_FOLDER, MigrationFiles } from './migration-files.js';
import { Migrations } from './migrations.js';
import { Migrator } from './migrator.js';

@Global()
@Module({
  providers: [
    { provide: MigrationFiles, useFactory: () => new MigrationFiles(MIGRATIONS_FOLDER) },
    Migrations,
    Migrator,
  ],
  exports: [Migrations, Migrator],
})
export class MigrationsModule {}
