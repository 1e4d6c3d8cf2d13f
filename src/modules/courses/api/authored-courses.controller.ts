import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage, PageQuery } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { FindCourse } from '../application/authoring/find-course.js';
import { ListAuthoredCourses } from '../application/authoring/list-authored-courses.js';
import { CourseErrors } from '../domain/course.errors.js';
import { AuthoredCourseDto, AuthoredCoursePageDto, AuthoredCourseQuery } from './authored-course.dto.js';

const COURSE = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' };

@ApiTags('teaching')
@Controller()
export class AuthoredCoursesController {
  constructor(
    private readonly listCourses: ListAuthoredCourses,
    private readonly findCourse: FindCourse,
  ) {}

  /** The courses that you make, in any state, newest first. */
  @Get('users/me/courses')
  @Allow(Permission.Teach)
  async listOwn(
    @CurrentUser() { userId }: Principal,
    @Query() query: AuthoredCourseQuery,
  ): Promise<AuthoredCoursePageDto> {
    return mapPage(await this.listCourses.own(userId, query), AuthoredCourseDto.of);
  }

  /** One of the courses that you make. */
  @Get('users/me/courses/:id')
  @Allow(Permission.Teach)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound)
  async readOwn(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.findCourse.toEdit(who, id));
  }

  /** The courses that wait for a review, the longest first. */
  @Get('moderation/courses')
  @Allow(Permission.ReviewCourses)
  async listSubmitted(@Query() query: PageQuery): Promise<AuthoredCoursePageDto> {
    return mapPage(await this.listCourses.submitted(query), AuthoredCourseDto.of);
  }

  /** Any course with everything that its instructor sees. */
  @Get('moderation/courses/:id')
  @Allow(Permission.ReviewCourses)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound)
  async review(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.findCourse.toRead(who, id));
  }
}
