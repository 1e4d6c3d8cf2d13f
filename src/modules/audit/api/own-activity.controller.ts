import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { mapPage, PageQuery } from '../../../common/pagination/index.js';
import { ReadActivity } from '../application/read-activity.js';
import { AccountActivityDto, AccountActivityPageDto } from './activity.dto.js';

@ApiTags('users')
@Allow(Permission.OwnAccount)
@Controller('users/me/activity')
export class OwnActivityController {
  constructor(private readonly activity: ReadActivity) {}

  /** What happened with your account, the latest first: sign-ins, changes, enrollments, payments. */
  @Get()
  async list(
    @CurrentUser() { userId }: Principal,
    @Query() query: PageQuery,
  ): Promise<AccountActivityPageDto> {
    return mapPage(await this.activity.execute(userId, query), AccountActivityDto.of);
  }
}
