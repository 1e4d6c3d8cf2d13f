import { Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentUser, Permission, type Principal } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { PageQuery } from '../../../common/pagination/index.js';
import { IdPipe } from '../../../common/validation/index.js';
import { KeepFavorites } from '../application/catalogue/keep-favorites.js';
import { LabelCourses } from '../application/catalogue/label-courses.js';
import { CourseErrors } from '../domain/course.errors.js';
import { CourseCardDto, FavoritePageDto } from './course-card.dto.js';

@ApiTags('catalogue')
@Allow(Permission.Learn)
@Controller()
export class FavoritesController {
  constructor(
    private readonly favorites: KeepFavorites,
    private readonly label: LabelCourses,
  ) {}

  /** One's favourite courses, the latest first. Courses that left the catalogue are passed over. */
  @Get('users/me/favorites')
  async list(@CurrentUser() { userId }: Principal, @Query() query: PageQuery): Promise<FavoritePageDto> {
    const { data, page } = await this.favorites.list(userId, query);
    const labels = await this.label.execute(data);
    return { data: data.map((course) => CourseCardDto.of(course, labels)), page };
  }

  /** Make a course a favourite. */
  @Put('courses/:id/favorite')
  @HttpCode(204)
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' })
  @Throws(CourseErrors.notFound)
  add(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) courseId: string): Promise<void> {
    return this.favorites.add(userId, courseId);
  }

  /** Make a course a favourite no longer. */
  @Delete('courses/:id/favorite')
  @HttpCode(204)
  @ApiParam({ name: 'id', example: '665f1c2ab7e4c0a1d2e3f402' })
  @Throws(CourseErrors.notFound)
  remove(@CurrentUser() { userId }: Principal, @Param('id', IdPipe) courseId: string): Promise<void> {
    return this.favorites.remove(userId, courseId);
  }
}
