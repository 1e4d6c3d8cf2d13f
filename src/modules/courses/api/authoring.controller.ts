import { Body, Controller, Delete, HttpCode, Param, Patch, Post, Put, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { MoneyErrors } from '../../../common/money/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { ChangeCourse } from '../application/authoring/change-course.js';
import { CreateCourse } from '../application/authoring/create-course.js';
import { DeleteCourse } from '../application/authoring/delete-course.js';
import { AuthoringErrors } from '../domain/authoring.errors.js';
import { CourseErrors } from '../domain/course.errors.js';
import { AuthoredCourseDto } from './authored-course.dto.js';
import { ChangeCourseDto, changesOf, CreateCourseDto, newCourseOf } from './course-input.dto.js';
import { MaterialDto, MaterialInputDto, MaterialListDto, MaterialsInputDto } from './material.dto.js';

const COURSE = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' };

@ApiTags('teaching')
@Allow(Permission.Teach)
@Controller('courses')
export class AuthoringController {
  constructor(
    private readonly createCourse: CreateCourse,
    private readonly changeCourse: ChangeCourse,
    private readonly deleteCourse: DeleteCourse,
  ) {}

  /** Begin a course. It is a draft of yours. */
  @Post()
  @Throws(
    AuthoringErrors.slugTaken,
    AuthoringErrors.unknownCategory,
    AuthoringErrors.unknownPhase,
    AuthoringErrors.unknownPrerequisite,
    MoneyErrors.notAnAmount,
  )
  async create(
    @CurrentUser() who: Principal,
    @Body() course: CreateCourseDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuthoredCourseDto> {
    const created = await this.createCourse.execute(who, newCourseOf(course));
    reply.header('location', `/api/v1/users/me/courses/${created.id}`);
    return AuthoredCourseDto.of(created);
  }

  /** Change a course of yours, also when it is published. What isn't named stays. */
  @Patch(':id')
  @ApiParam(COURSE)
  @Throws(
    CourseErrors.notFound,
    AuthoringErrors.slugTaken,
    AuthoringErrors.capacityTooSmall,
    AuthoringErrors.unknownCategory,
    AuthoringErrors.unknownPhase,
    AuthoringErrors.unknownPrerequisite,
    AuthoringErrors.prerequisiteCycle,
    MoneyErrors.notAnAmount,
  )
  async change(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() changes: ChangeCourseDto,
  ): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.changeCourse.execute(who, id, changesOf(changes)));
  }

  /** Replace the materials of a course of yours. Those named by their id keep it. */
  @Put(':id/materials')
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound)
  async setMaterials(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() { data }: MaterialsInputDto,
  ): Promise<MaterialListDto> {
    const materials = data.map(MaterialInputDto.values);
    const course = await this.changeCourse.setMaterials(who, id, materials);
    return { data: course.materials.map(MaterialDto.of) };
  }

  /**
   * Delete a course of yours with everything that belongs to it. It can be restored. A course that somebody has paid for is
   * archived instead; it can be deleted when all of them are refunded.
   */
  @Delete(':id')
  @HttpCode(204)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound, AuthoringErrors.paidFor)
  async remove(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.deleteCourse.execute(who, id);
  }

  /** Bring back a course that was deleted, and exactly what was deleted with it. */
  @Post(':id/restore')
  @HttpCode(200)
  @ApiParam(COURSE)
  @Throws(CourseErrors.notFound, AuthoringErrors.notDeleted)
  async restore(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<AuthoredCourseDto> {
    return AuthoredCourseDto.of(await this.deleteCourse.restore(who, id));
  }
}
