import { Body, Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { ReadProgress } from '../application/read-progress.js';
import { StudyLesson } from '../application/study-lesson.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { LearnerLessonDto, LearnerLessonListDto, reportOf, StudiedDto, StudyReportDto } from './study.dto.js';

const ID = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f407' };
const LESSON_ID = { name: 'lessonId', example: '665f1c2ab7e4c0a1d2e3f408' };

@ApiTags('learning')
@Allow(Permission.Learn)
@Controller('enrollments/:id')
export class StudyController {
  constructor(
    private readonly studying: StudyLesson,
    private readonly progress: ReadProgress,
  ) {}

  /** The lessons of the course with what the learner has done in each, and which are still locked. */
  @Get('progress')
  @ApiParam(ID)
  @Throws(EnrollmentErrors.notFound)
  async list(
    @Param('id', IdPipe) id: string,
    @CurrentUser() principal: Principal,
  ): Promise<LearnerLessonListDto> {
    return { data: (await this.progress.list(principal, id)).map(LearnerLessonDto.of) };
  }

  /**
   * Report what was watched and done in a lesson, at least every five minutes. Time counts once however often it is
   * reported, and no faster than twice the clock since the report before. A lesson whose criteria are met is completed, and
   * with the last required one the course. What `details` tell is kept as it is told, and completes nothing.
   */
  @Post('lessons/:lessonId/progress')
  @HttpCode(200)
  @ApiParam(ID)
  @ApiParam(LESSON_ID)
  @Throws(
    EnrollmentErrors.notFound,
    EnrollmentErrors.lessonNotFound,
    EnrollmentErrors.noAccess,
    EnrollmentErrors.lessonLocked,
  )
  async report(
    @Param('id', IdPipe) id: string,
    @Param('lessonId', IdPipe) lessonId: string,
    @Body() report: StudyReportDto,
    @Headers('user-agent') userAgent: string | undefined,
    @CurrentUser() principal: Principal,
  ): Promise<StudiedDto> {
    return StudiedDto.of(await this.studying.report(principal, id, lessonId, reportOf(report, userAgent)));
  }

  /** Complete a lesson. What its criteria still ask for is in the answer's `detail`; again, it answers the same. */
  @Post('lessons/:lessonId/complete')
  @HttpCode(200)
  @ApiParam(ID)
  @ApiParam(LESSON_ID)
  @Throws(
    EnrollmentErrors.notFound,
    EnrollmentErrors.lessonNotFound,
    EnrollmentErrors.noAccess,
    EnrollmentErrors.lessonLocked,
    EnrollmentErrors.criteriaUnmet,
  )
  async complete(
    @Param('id', IdPipe) id: string,
    @Param('lessonId', IdPipe) lessonId: string,
    @CurrentUser() principal: Principal,
  ): Promise<StudiedDto> {
    return StudiedDto.of(await this.studying.complete(principal, id, lessonId));
  }
}
