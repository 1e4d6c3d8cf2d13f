import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Req } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow, CurrentUser, Permission, Public, type Principal } from '../../../common/access/index.js';
import { CommonErrors } from '../../../common/errors/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { EditLessons } from '../application/curriculum/edit-lessons.js';
import { ReadLesson } from '../application/curriculum/read-lesson.js';
import { CourseErrors } from '../domain/course.errors.js';
import { CurriculumErrors } from '../domain/curriculum.errors.js';
import { ChangeLessonDto, lessonChangesOf } from './lesson-input.dto.js';
import { LessonDto, OpenLessonDto } from './lesson.dto.js';
import { MaterialDto, MaterialListDto } from './material.dto.js';

const LESSON = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f40c' };

@Controller()
export class LessonsController {
  constructor(
    private readonly readLesson: ReadLesson,
    private readonly lessons: EditLessons,
  ) {}

  /**
   * Open a lesson. Free lessons of published courses are open to everybody, the others to those who are enrolled.
   * Never cached: what it answers is up to each learner's enrollment.
   */
  @Get('lessons/:id')
  @ApiTags('learning')
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

  /** Change a lesson of a course of yours. What isn't named stays. */
  @Patch('lessons/:id')
  @ApiTags('teaching')
  @Allow(Permission.Teach)
  @ApiParam(LESSON)
  @Throws(CurriculumErrors.lessonNotFound, CurriculumErrors.wrongContent)
  async change(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() changes: ChangeLessonDto,
  ): Promise<LessonDto> {
    return LessonDto.of(await this.lessons.change(who, id, lessonChangesOf(changes)));
  }

  /** Remove a lesson of a course of yours. What was learned in it is kept. */
  @Delete('lessons/:id')
  @ApiTags('teaching')
  @Allow(Permission.Teach)
  @HttpCode(204)
  @ApiParam(LESSON)
  @Throws(CurriculumErrors.lessonNotFound)
  async remove(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.lessons.remove(who, id);
  }

  /** What accompanies a course that you are enrolled in. */
  @Get('courses/:id/materials')
  @ApiTags('learning')
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
