import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { GiveFeedback } from '../application/details/give-feedback.js';
import { ReadLessonStudy } from '../application/details/read-lesson-study.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { StudyDetailsErrors } from '../domain/study-details.errors.js';
import { FeedbackDto, GiveFeedbackDto, LessonStudyDto } from './lesson-study.dto.js';

const ID = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f407' };
const LESSON_ID = { name: 'lessonId', example: '665f1c2ab7e4c0a1d2e3f408' };

@ApiTags('learning')
@Allow(Permission.Learn)
@Controller('enrollments/:id/lessons/:lessonId')
export class LessonStudyController {
  constructor(
    private readonly studies: ReadLessonStudy,
    private readonly feedback: GiveFeedback,
  ) {}

  /** All that is known of a learner's work in a lesson that is begun. The instructor and administrators see it, too. */
  @Get('progress')
  @ApiParam(ID)
  @ApiParam(LESSON_ID)
  @Throws(EnrollmentErrors.notFound, EnrollmentErrors.lessonNotFound)
  async read(
    @Param('id', IdPipe) id: string,
    @Param('lessonId', IdPipe) lessonId: string,
    @CurrentUser() principal: Principal,
  ): Promise<LessonStudyDto> {
    return LessonStudyDto.of(await this.studies.execute(principal, id, lessonId));
  }

  /** Say what one thinks of a lesson that one has begun, also after access has ended. The last word counts. */
  @Put('feedback')
  @ApiParam(ID)
  @ApiParam(LESSON_ID)
  @Throws(EnrollmentErrors.notFound, EnrollmentErrors.lessonNotFound, StudyDetailsErrors.notBegun)
  async give(
    @Param('id', IdPipe) id: string,
    @Param('lessonId', IdPipe) lessonId: string,
    @Body() { difficultyRating = null, rating = null, comment = null }: GiveFeedbackDto,
    @CurrentUser() principal: Principal,
  ): Promise<FeedbackDto> {
    return FeedbackDto.of(
      await this.feedback.execute(principal, id, lessonId, { difficultyRating, rating, comment }),
    );
  }
}
