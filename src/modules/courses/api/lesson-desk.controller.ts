import { Body, Controller, Delete, HttpCode, Param, Patch } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { EditLessons } from '../application/curriculum/edit-lessons.js';
import { CurriculumErrors } from '../domain/curriculum.errors.js';
import { ChangeLessonDto, lessonChangesOf } from './lesson-input.dto.js';
import { LessonDto } from './lesson.dto.js';

const LESSON = { name: 'id', example: '665f1c2ab7e4c0a1d2e3f40c' };

@ApiTags('teaching')
@Allow(Permission.Teach)
@Controller('lessons/:id')
export class LessonDeskController {
  constructor(private readonly lessons: EditLessons) {}

  /** Change a lesson of a course of yours. What isn't named stays. */
  @Patch()
  @ApiParam(LESSON)
  @Throws(CurriculumErrors.lessonNotFound, CurriculumErrors.wrongContent, CurriculumErrors.wouldBeIncomplete)
  async change(
    @CurrentUser() who: Principal,
    @Param('id', IdPipe) id: string,
    @Body() changes: ChangeLessonDto,
  ): Promise<LessonDto> {
    return LessonDto.of(await this.lessons.change(who, id, lessonChangesOf(changes)));
  }

  /**
   * Remove a lesson of a course of yours. What was learned in it is kept. A published course keeps at least one lesson that
   * is required.
   */
  @Delete()
  @HttpCode(204)
  @ApiParam(LESSON)
  @Throws(CurriculumErrors.lessonNotFound, CurriculumErrors.wouldBeIncomplete)
  async remove(@CurrentUser() who: Principal, @Param('id', IdPipe) id: string): Promise<void> {
    await this.lessons.remove(who, id);
  }
}
