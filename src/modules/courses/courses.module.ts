import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/index.js';
import { UsersModule } from '../users/index.js';
import { CourseReports } from './application/course-reports.js';
import { CourseStatistics } from './application/course-statistics.js';
import { Courses } from './application/courses.js';
import { Curricula } from './application/curricula.js';
import { Materials } from './application/materials.js';
import { AUTHORING_CONTROLLERS, AUTHORING_MODELS, AUTHORING_PROVIDERS } from './authoring.parts.js';
import { CATALOGUE_CONTROLLERS, CATALOGUE_MODELS, CATALOGUE_PROVIDERS } from './catalogue.parts.js';

/** What other modules may use. */
const FACADE = [CourseReports, Courses, CourseStatistics, Curricula, Materials];

@Module({
  imports: [AuditModule, UsersModule, MongooseModule.forFeature([...AUTHORING_MODELS, ...CATALOGUE_MODELS])],
  controllers: [...AUTHORING_CONTROLLERS, ...CATALOGUE_CONTROLLERS],
  providers: [...AUTHORING_PROVIDERS, ...CATALOGUE_PROVIDERS, ...FACADE],
  exports: FACADE,
})
export class CoursesModule {}
