import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { EditLessons } from '../application/curriculum/edit-lessons.js';
import { EditSections } from '../application/curriculum/edit-sections.js';
import { CurriculumErrors } from '../domain/curriculum.errors.js';
import { CreateLessonDto, newLessonOf } from './lesson-input.dto.js';
import { LessonDto, LessonListDto } from './lesson.dto.js';
import { ChangeSectionDto, OrderDto, SectionDto } from './section.dto.js';

const SECTION = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f40b' };

@ApiTags('teaching')
@Allow(Permission.Teach)
@Controller('sections/:id')
export class SectionsController {
  constructor(
    private readonly sections: EditSections,
    private readonly lessons: EditLessons,
  ) {}

  /** Change a section of a course of yours. */
  @Patch()
  @ApiParam(SECTION)
  @Throws(CurriculumErrors.sectionNotFound, CurriculumErrors.wouldBeIncomplete)
  async change(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() changes: ChangeSectionDto,
  ): Promise<SectionDto> {
    return SectionDto.of(await this.sections.change(who, id, changes));
  }

  /**
   * Remove a section of a course of yours with its lessons. What was learned in them is kept. A published course keeps at
   * least one lesson that is required.
   */
  @Delete()
  @HttpCode(204)
  @ApiParam(SECTION)
  @Throws(CurriculumErrors.sectionNotFound, CurriculumErrors.wouldBeIncomplete)
  async remove(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.sections.remove(who, id);
  }

  /** The lessons of a section with everything that they hold, for those who make or review the course. */
  @Get('lessons')
  @Allow(Permission.OwnAccount)
  @ApiParam(SECTION)
  @Throws(CurriculumErrors.sectionNotFound)
  async listLessons(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<LessonListDto> {
    return { data: (await this.lessons.list(who, id)).map(LessonDto.of) };
  }

  /** Add a lesson at the end of a section. */
  @Post('lessons')
  @ApiParam(SECTION)
  @Throws(
    CurriculumErrors.sectionNotFound,
    CurriculumErrors.wrongContent,
    CurriculumErrors.tooMany,
    CurriculumErrors.wouldBeIncomplete,
  )
  async addLesson(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() lesson: CreateLessonDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LessonDto> {
    const added = await this.lessons.add(who, id, newLessonOf(lesson));
    reply.header('location', `/api/v1/lessons/${added.id}`);
    return LessonDto.of(added);
  }

  /** Put the lessons of a section into another order. */
  @Put('lessons/order')
  @ApiParam(SECTION)
  @Throws(CurriculumErrors.sectionNotFound, CurriculumErrors.wrongOrder)
  async orderLessons(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { ids }: OrderDto,
  ): Promise<LessonListDto> {
    return { data: (await this.lessons.reorder(who, id, ids)).map(LessonDto.of) };
  }
}
