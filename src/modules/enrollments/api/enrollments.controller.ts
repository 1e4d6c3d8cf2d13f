import { Body, Controller, Get, HttpCode, Param, Patch, Post, Res } from '@nestjs/common';
import { ApiBody, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { Idempotent } from '../../../infra/idempotency/index.js';
import { ChangeEnrollment } from '../application/change-enrollment.js';
import { Enroll } from '../application/enroll.js';
import { managesAll } from '../application/enrollment-policy.js';
import { ReadEnrollments } from '../application/read-enrollments.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { ChangeEnrollmentDto, EndEnrollmentDto, EnrollDto } from './enrollment-requests.dto.js';
import { EnrollmentDetailDto } from './enrollment-detail.dto.js';
import { EnrollmentDto } from './enrollment.dto.js';

const ID = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f407' };

@ApiTags('learning')
@Controller('enrollments')
@Allow(Permission.Learn)
export class EnrollmentsController {
  constructor(
    private readonly enrolling: Enroll,
    private readonly change: ChangeEnrollment,
    private readonly enrollments: ReadEnrollments,
  ) {}

  /**
   * Enroll in a course. A free one begins at once (`active`), a paid one is to be paid at `checkout` (`pending`), and in a
   * full one a place is kept in the queue (`waitlisted`). Administrators may name a `userId` to give somebody access for
   * nothing.
   */
  @Post()
  @Idempotent()
  // What may be sent at most is for administrators; learners who try the first example shall not be refused.
  @ApiBody({
    type: EnrollDto,
    examples: {
      oneself: { value: { courseId: '665f1c2ab7e4c0a1d2e3f402' } },
      somebody: {
        value: {
          courseId: '665f1c2ab7e4c0a1d2e3f402',
          userId: '665f1c2ab7e4c0a1d2e3f403',
          accessLevel: 'full',
        },
      },
    },
  })
  @Throws(
    EnrollmentErrors.emailNotVerified,
    EnrollmentErrors.courseNotFound,
    EnrollmentErrors.learnerNotFound,
    EnrollmentErrors.courseNotOpen,
    EnrollmentErrors.prerequisitesMissing,
    EnrollmentErrors.alreadyEnrolled,
    EnrollmentErrors.courseFull,
  )
  async enroll(
    @Body() { courseId, userId, accessLevel }: EnrollDto,
    @CurrentUser() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnrollmentDto> {
    const isGrant = userId !== undefined || accessLevel !== undefined;
    if (isGrant && !managesAll(principal)) throw new DomainError(CommonErrors.insufficientPermissions);
    const enrolled = isGrant
      ? await this.enrolling.grant({
          userId: userId ?? principal.userId,
          courseId,
          accessLevel: accessLevel ?? 'full',
          by: principal.userId,
        })
      : await this.enrolling.execute({ ...principal, courseId });
    reply.header('location', `/api/v1/enrollments/${enrolled.enrollment.id}`);
    return EnrollmentDto.of(enrolled);
  }

  /** One enrollment, with the lesson and the position to go on at. Its learner, the instructor and administrators see it. */
  @Get(':id')
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound)
  async read(
    @Param('id', IdPipe) id: string,
    @CurrentUser() principal: Principal,
  ): Promise<EnrollmentDetailDto> {
    return EnrollmentDetailDto.of(await this.enrollments.get(principal, id));
  }

  /** Change how much of the course an enrollment opens. */
  @Patch(':id')
  @Allow(Permission.ManageEnrollments)
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound)
  async update(
    @Param('id', IdPipe) id: string,
    @Body() { accessLevel }: ChangeEnrollmentDto,
    @CurrentUser() principal: Principal,
  ): Promise<EnrollmentDetailDto> {
    await this.change.setAccessLevel(id, accessLevel);
    return this.read(id, principal);
  }

  /** Pause an active enrollment. Until it is resumed, only free lessons are open; the end of access doesn't move. */
  @Post(':id/pause')
  @HttpCode(200)
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound, EnrollmentErrors.impossibleTransition)
  async pause(
    @Param('id', IdPipe) id: string,
    @CurrentUser() principal: Principal,
  ): Promise<EnrollmentDetailDto> {
    await this.change.pause(principal, id);
    return this.read(id, principal);
  }

  /** Go on after a pause. */
  @Post(':id/resume')
  @HttpCode(200)
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound, EnrollmentErrors.impossibleTransition)
  async resume(
    @Param('id', IdPipe) id: string,
    @CurrentUser() principal: Principal,
  ): Promise<EnrollmentDetailDto> {
    await this.change.resume(principal, id);
    return this.read(id, principal);
  }

  /** Leave a course that is active or paused. Progress is kept for those who enroll again. */
  @Post(':id/drop')
  @HttpCode(200)
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound, EnrollmentErrors.impossibleTransition)
  async drop(
    @Param('id', IdPipe) id: string,
    @Body() { reason }: EndEnrollmentDto,
    @CurrentUser() principal: Principal,
  ): Promise<EnrollmentDetailDto> {
    await this.change.drop(principal, id, reason);
    return this.read(id, principal);
  }

  /** Give up an enrollment that is pending or waitlisted; active ones are dropped. Administrators cancel active ones too. */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound, EnrollmentErrors.impossibleTransition)
  async cancel(
    @Param('id', IdPipe) id: string,
    @Body() { reason }: EndEnrollmentDto,
    @CurrentUser() principal: Principal,
  ): Promise<EnrollmentDetailDto> {
    await this.change.cancel(principal, id, reason);
    return this.read(id, principal);
  }
}
