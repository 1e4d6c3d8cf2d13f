import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { ReadEnrollments } from '../application/read-enrollments.js';
import { EnrollmentQuery } from './enrollment-requests.dto.js';
import { EnrollmentDto, EnrollmentPageDto } from './enrollment.dto.js';

@ApiTags('me')
@Allow(Permission.Learn)
@Controller('users/me/enrollments')
export class OwnEnrollmentsController {
  constructor(private readonly enrollments: ReadEnrollments) {}

  /** The courses that one is enrolled in, the latest first (001-06). */
  @Get()
  async list(
    @Query() query: EnrollmentQuery,
    @CurrentUser() { userId }: Principal,
  ): Promise<EnrollmentPageDto> {
    return mapPage(await this.enrollments.list(userId, query), EnrollmentDto.of);
  }
}
