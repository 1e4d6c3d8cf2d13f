import { Controller, Delete, Get, HttpCode, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage, PageQuery } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { OwnSessions } from '../application/own-sessions.js';
import { SessionDto, SessionPageDto } from './sessions.dto.js';

@ApiTags('auth')
@Allow(Permission.OwnAccount)
@Controller('auth/sessions')
export class SessionsController {
  constructor(private readonly sessions: OwnSessions) {}

  /** Where you are signed in, the latest first. */
  @Get()
  async list(
    @CurrentUser() { userId, sessionId }: Principal,
    @Query() query: PageQuery,
  ): Promise<SessionPageDto> {
    return mapPage(await this.sessions.list(userId, query), (session) => SessionDto.of(session, sessionId));
  }

  /** Sign out on one of your devices. The tokens of that session are dead at once. */
  @Delete(':id')
  @HttpCode(204)
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f40b' })
  @Throws(CommonErrors.notFound)
  end(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    return this.sessions.end(userId, id);
  }
}
