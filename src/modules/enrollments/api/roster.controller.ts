import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { CourseRoster } from '../application/course-roster.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { EnrollmentQuery } from './enrollment-requests.dto.js';
import { RosterEntryDto, RosterPageDto } from './roster.dto.js';

@ApiTags('teaching')
@Allow(Permission.Teach)
@Controller('courses/:id/roster')
export class RosterController {
  constructor(private readonly roster: CourseRoster) {}

  /** Who is enrolled in a course that one teaches, the latest first (000-49). Administrators see every course's. */
  @Get()
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' })
  @Throws(EnrollmentErrors.courseNotFound)
  async list(
    @Param('id', IdPipe) id: string,
    @Query() query: EnrollmentQuery,
    @CurrentUser() principal: Principal,
  ): Promise<RosterPageDto> {
    return mapPage(await this.roster.list(principal, id, query), RosterEntryDto.of);
  }
}
