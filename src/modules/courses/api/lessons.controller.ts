import { Controller, Get, Param, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, CurrentUser, Permission, Public, type Principal } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { ReadLesson } from '../application/curriculum/read-lesson.js';
import { CourseErrors } from '../domain/course.errors.js';
import { CurriculumErrors } from '../domain/curriculum.errors.js';
import { OpenLessonDto } from './lesson.dto.js';
import { MaterialDto, MaterialListDto } from './material.dto.js';

const LESSON = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f40c' };

@ApiTags('learning')
@Controller()
export class LessonsController {
  constructor(private readonly readLesson: ReadLesson) {}

  /**
   * Open a lesson. Free lessons of published courses are open to everybody, the others to those who are enrolled.
   * Never cached: what it answers is up to each learner's enrollment.
   */
  @Get('lessons/:id')
  @Public({ readsToken: true })
  @ApiParam(LESSON)
  @Throws(
    CommonErrors.invalidToken,
    CurriculumErrors.lessonNotFound,
    CurriculumErrors.notEnrolled,
    CurriculumErrors.lessonLocked,
  )
  async read(@Param('id', IdPipe) id: string, @Req() { principal }: FastifyRequest): Promise<OpenLessonDto> {
    return OpenLessonDto.view(await this.readLesson.execute(principal, id));
  }

  /** What accompanies a course that you are enrolled in. */
  @Get('courses/:id/materials')
  @Allow(Permission.Learn)
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' })
  @Throws(CourseErrors.notFound, CurriculumErrors.notEnrolled)
  async listMaterials(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
  ): Promise<MaterialListDto> {
    return { data: (await this.readLesson.materials(who, id)).map(MaterialDto.of) };
  }
}
