import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Permission } from '../../../common/access/index.js';
import { DatabaseDesk } from '../application/database-desk.js';
import { CollectionDto, CollectionListDto, SlowQueryListDto } from './database.dto.js';

@ApiTags('operations')
@Allow(Permission.Operations)
@Controller('admin')
export class DatabaseController {
  constructor(private readonly database: DatabaseDesk) {}

  /** The last slow calls of the database, the newest first. Only their shape is kept, never a value. */
  @Get('slow-queries')
  async slowQueries(): Promise<SlowQueryListDto> {
    return { data: await this.database.slowQueries() };
  }

  /** What each collection holds, and how often its indexes are used. */
  @Get('index-usage')
  async indexUsage(): Promise<CollectionListDto> {
    return { data: (await this.database.collections()).map(CollectionDto.of) };
  }
}
