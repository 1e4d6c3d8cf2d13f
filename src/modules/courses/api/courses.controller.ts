import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { mapPage } from '../../../common/pagination/index.js';
import { Cached, type CachedOptions } from '../../../infra/cache/index.js';
import { BrowseCatalogue } from '../application/browse-catalogue.js';
import { CourseErrors } from '../domain/course.errors.js';
import { CourseDto, CoursePageDto, CourseQuery } from './course.dto.js';

/** Any change to a course drops what the catalogue shows. */
const CATALOGUE: CachedOptions = { ttl: 300, tags: ['courses'], scope: 'public' };

@ApiTags('catalogue')
@Controller('courses')
export class CoursesController {
  constructor(private readonly catalogue: BrowseCatalogue) {}

  /** The published courses, newest first. */
  @Get()
  @Public()
  @Cached(CATALOGUE)
  async list(@Query() query: CourseQuery): Promise<CoursePageDto> {
    return mapPage(await this.catalogue.listCourses(query), CourseDto.of);
  }

  /** One published course, by its id or its address. */
  @Get(':idOrSlug')
  @Public()
  @Cached(CATALOGUE)
  @ApiParam({ name: 'idOrSlug', example: 'javascript-fundamentals' })
  @Throws(CourseErrors.notFound)
  async read(@Param('idOrSlug') idOrSlug: string): Promise<CourseDto> {
    return CourseDto.of(await this.catalogue.getCourse(idOrSlug));
  }
}
