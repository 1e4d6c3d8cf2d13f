import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../../common/access/index.js';
import { Throws } from '../../../common/openapi/index.js';
import { Cached, type JsonText } from '../../../infra/cache/index.js';
import {
  CATEGORIES_TAG,
  COURSES_TAG,
  courseTag,
  INSTRUCTORS_TAG,
  PHASES_TAG,
} from '../application/catalogue-tags.js';
import { ListCourses } from '../application/catalogue/list-courses.js';
import { ReadCourse } from '../application/catalogue/read-course.js';
import { COURSE_PAGE } from '../application/views/view-counter.js';
import { CatalogueErrors } from '../domain/catalogue.errors.js';
import { CourseErrors } from '../domain/course.errors.js';
import { CatalogueQueryDto } from './catalogue-query.dto.js';
import { CourseListDto, FacetCountDto } from './course-card.dto.js';
import { courseListText } from './course-list-text.js';
import { CoursePageDto } from './course-page.dto.js';

const TTL = 300;
const SHOWN = [COURSES_TAG, CATEGORIES_TAG, PHASES_TAG, INSTRUCTORS_TAG];

const idOrSlugOf = ({ params }: FastifyRequest) => (params as { idOrSlug: string }).idOrSlug;

@ApiTags('catalogue')
@Controller('courses')
export class CoursesController {
  constructor(
    private readonly listCourses: ListCourses,
    private readonly readCourse: ReadCourse,
  ) {}

  /** The published courses: filtered, searched, sorted, and counted by facets. */
  @Get()
  @Public()
  @Cached({ ttl: TTL, tags: SHOWN, scope: 'public', lazy: true })
  @ApiOkResponse({ type: CourseListDto })
  @ApiExtraModels(FacetCountDto)
  @Throws(CatalogueErrors.nothingToSearch)
  async list(@Query() query: CatalogueQueryDto): Promise<JsonText> {
    return courseListText(await this.listCourses.execute(query.toQuery()));
  }

  /** One published course, by its id or its address, with its outline. */
  @Get(':idOrSlug')
  @Public()
  @Cached({
    ttl: TTL,
    tags: (request) => [...SHOWN, courseTag(idOrSlugOf(request))],
    scope: 'public',
    name: COURSE_PAGE,
  })
  @ApiParam({ name: 'idOrSlug', example: 'javascript-fundamentals' })
  @Throws(CourseErrors.notFound)
  async read(@Param('idOrSlug') idOrSlug: string): Promise<CoursePageDto> {
    return CoursePageDto.ofView(await this.readCourse.execute(idOrSlug));
  }
}
