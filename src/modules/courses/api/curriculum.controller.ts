import { Body, Controller, Get, Param, Post, Put, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { EditSections } from '../application/curriculum/edit-sections.js';
import { ReadCurriculum } from '../application/curriculum/read-curriculum.js';
import { ReplaceCurriculum } from '../application/curriculum/replace-curriculum.js';
import { CourseErrors } from '../domain/course.errors.js';
import { CurriculumErrors } from '../domain/curriculum.errors.js';
import { CurriculumDto, CurriculumInputDto, treeOf } from './curriculum.dto.js';
import { CreateSectionDto, OrderDto, SectionDto, SectionListDto } from './section.dto.js';

const COURSE = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' };

/** Reading is for those who review courses too; for others than them and the instructor, the course doesn't exist. */
@ApiTags('teaching')
@Controller('courses/:id')
export class CurriculumController {
  constructor(
    private readonly sections: EditSections,
    private readonly readCurriculum: ReadCurriculum,
    private readonly replaceCurriculum: ReplaceCurriculum,
  ) {}

  /** The whole curriculum of a course that you make or review, with everything in it. */
  @Get('curriculum')
  @Allow(Permission.OwnAccount)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound)
  async read(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<CurriculumDto> {
    return CurriculumDto.of(await this.readCurriculum.execute(who, id));
  }

  /**
   * Replace the whole curriculum of a course of yours. What has an id is changed and moved, what has none is new, and what
   * isn't named is switched off, progress kept. Fails when somebody has changed it since the version was read.
   */
  @Put('curriculum')
  @Allow(Permission.Teach)
  @ApiParam(COURSE)
  @Throws(
    CourseErrors.notFound,
    CurriculumErrors.changedMeanwhile,
    CurriculumErrors.invalidTree,
    CurriculumErrors.tooMany,
    CurriculumErrors.wouldBeIncomplete,
  )
  async replace(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() curriculum: CurriculumInputDto,
  ): Promise<CurriculumDto> {
    const tree = { version: curriculum.version, sections: treeOf(curriculum) };
    return CurriculumDto.of(await this.replaceCurriculum.execute(who, id, tree));
  }

  /** The sections of a course that you make or review. */
  @Get('sections')
  @Allow(Permission.OwnAccount)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound)
  async listSections(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
  ): Promise<SectionListDto> {
    return { data: (await this.sections.list(who, id)).map(SectionDto.of) };
  }

  /** Add a section at the end of a course of yours. */
  @Post('sections')
  @Allow(Permission.Teach)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound, CurriculumErrors.tooMany)
  async addSection(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() section: CreateSectionDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SectionDto> {
    const added = await this.sections.add(who, id, section);
    reply.header('location', `/api/v1/sections/${added.id}`);
    return SectionDto.of(added);
  }

  /** Put the sections of a course of yours into another order. */
  @Put('sections/order')
  @Allow(Permission.Teach)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound, CurriculumErrors.wrongOrder)
  async orderSections(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { ids }: OrderDto,
  ): Promise<SectionListDto> {
    return { data: (await this.sections.reorder(who, id, ids)).map(SectionDto.of) };
  }
}
