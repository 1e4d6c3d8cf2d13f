import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { MoveCourse } from '../application/authoring/move-course.js';
import { AuthoringErrors } from '../domain/authoring.errors.js';
import { CourseErrors } from '../domain/course.errors.js';
import { AuthoredCourseDto, PublishCourseDto, RejectCourseDto } from './authored-course.dto.js';

const COURSE = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' };

/** The way of a course: draft, under review, published, archived. */
@ApiTags('teaching')
@Controller('courses/:id')
export class PublicationController {
  constructor(private readonly moveCourse: MoveCourse) {}

  /** Ask for the review of a draft of yours. */
  @Post('submit')
  @Allow(Permission.Teach)
  @HttpCode(200)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound, AuthoringErrors.wrongStatus, AuthoringErrors.incomplete)
  async submit(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.moveCourse.submit(who, id));
  }

  /**
   * Publish a course that is under review, as you have looked at it: with the `version` that you saw. It may be changed
   * while it waits; then look at it again.
   */
  @Post('publish')
  @Allow(Permission.ReviewCourses)
  @HttpCode(200)
  @ApiParam(COURSE)
  @Throws(
    CourseErrors.notFound,
    AuthoringErrors.wrongStatus,
    AuthoringErrors.changed,
    AuthoringErrors.incomplete,
  )
  async publish(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { version }: PublishCourseDto,
  ): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.moveCourse.publish(who, id, version));
  }

  /** Send a course that is under review back to its instructor. */
  @Post('reject')
  @Allow(Permission.ReviewCourses)
  @HttpCode(200)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound, AuthoringErrors.wrongStatus)
  async reject(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { reason }: RejectCourseDto,
  ): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.moveCourse.reject(who, id, reason));
  }

  /** Take a published course of yours out of the catalogue. Who has it keeps it. */
  @Post('archive')
  @Allow(Permission.Teach)
  @HttpCode(200)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound, AuthoringErrors.wrongStatus)
  async archive(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.moveCourse.archive(who, id));
  }

  /** Offer an archived course of yours again. */
  @Post('unarchive')
  @Allow(Permission.Teach)
  @HttpCode(200)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound, AuthoringErrors.wrongStatus, AuthoringErrors.incomplete)
  async unarchive(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
  ): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.moveCourse.unarchive(who, id));
  }
}
