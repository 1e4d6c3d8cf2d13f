import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { UsersModule } from '../users/index.js';
import { CategoriesController } from './api/categories.controller.js';
import { BrowseCatalogue } from './application/browse-catalogue.js';
import { CourseReports } from './application/course-reports.js';
import { CourseStatistics } from './application/course-statistics.js';
import { Courses } from './application/courses.js';
import { Curricula } from './application/curricula.js';
import { CATALOGUE_CONTROLLERS, CATALOGUE_MODELS, CATALOGUE_PROVIDERS } from './catalogue.parts.js';
import { AuthoredCourseRepository } from './persistence/authored-course.repository.js';
import { CategoryRepository } from './persistence/category.repository.js';
import { CATEGORY_MODEL, categorySchema } from './persistence/category.schema.js';
import { CourseCountersRepository } from './persistence/course-counters.repository.js';
import { COURSE_MODEL, courseSchema } from './persistence/course.schema.js';
import { LessonRepository } from './persistence/lesson.repository.js';
import { LESSON_MODEL, lessonSchema } from './persistence/lesson.schema.js';
import { PhaseRepository } from './persistence/phase.repository.js';
import { PHASE_MODEL, phaseSchema } from './persistence/phase.schema.js';
import { SectionRepository } from './persistence/section.repository.js';
import { SECTION_MODEL, sectionSchema } from './persistence/section.schema.js';
import { CoursesSeed } from './seeds/courses.seed.js';

const REPOSITORIES = [
  AuthoredCourseRepository,
  CategoryRepository,
  CourseCountersRepository,
  LessonRepository,
  PhaseRepository,
  SectionRepository,
];

/** What other modules may use. */
const FACADE = [CourseReports, Courses, CourseStatistics, Curricula];

@Module({
  imports: [
    UsersModule,
    MongooseModule.forFeature([
      { name: CATEGORY_MODEL, schema: categorySchema },
      { name: COURSE_MODEL, schema: courseSchema },
      { name: LESSON_MODEL, schema: lessonSchema },
      { name: PHASE_MODEL, schema: phaseSchema },
      { name: SECTION_MODEL, schema: sectionSchema },
      ...CATALOGUE_MODELS,
    ]),
  ],
  controllers: [CategoriesController, ...CATALOGUE_CONTROLLERS],
  providers: [...REPOSITORIES, ...CATALOGUE_PROVIDERS, ...FACADE, BrowseCatalogue, CoursesSeed],
  exports: FACADE,
})
export class CoursesModule {}
