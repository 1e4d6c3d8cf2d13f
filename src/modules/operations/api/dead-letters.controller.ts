import { Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, Permission } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { DeadLetterDesk } from '../application/dead-letter-desk.js';
import { DeadLetterDto, DeadLetterListDto, DeadLetterQuery } from './dead-letter.dto.js';

const QUEUE = { name: 'queue', example: 'mail' };
const ID = { name: 'id', example: 'welcome-665f1c2ab7e4c0a1d2e3f405' };

@ApiTags('operations')
@Allow(Permission.Operations)
@Controller('admin/dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLetterDesk) {}

  /** Jobs that used up their attempts, the latest first. */
  @Get()
  async list(@Query() { queue }: DeadLetterQuery): Promise<DeadLetterListDto> {
    return { data: (await this.deadLetters.list(queue)).map(DeadLetterDto.of) };
  }

  /** Try a job again, with all its attempts. */
  @Post(':queue/:id/replay')
  @HttpCode(204)
  @ApiParam(QUEUE)
  @ApiParam(ID)
  @Throws(CommonErrors.notFound)
  replay(@Param('queue') queue: string, @Param('id') id: string): Promise<void> {
    return this.deadLetters.replay(queue, id);
  }

  /** Remove a job and what it carries. */
  @Delete(':queue/:id')
  @HttpCode(204)
  @ApiParam(QUEUE)
  @ApiParam(ID)
  @Throws(CommonErrors.notFound)
  discard(@Param('queue') queue: string, @Param('id') id: string): Promise<void> {
    return this.deadLetters.discard(queue, id);
  }
}
