import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { UsersModule } from '../users/index.js';
import { CategoriesController } from './api/categories.controller.js';
import { CoursesController } from './api/courses.controller.js';
import { BrowseCatalogue } from './application/browse-catalogue.js';
import { CategoryRepository } from './persistence/category.repository.js';
import { CATEGORY_MODEL, categorySchema } from './persistence/category.schema.js';
import { CourseRepository } from './persistence/course.repository.js';
import { COURSE_MODEL, courseSchema } from './persistence/course.schema.js';
import { CoursesSeed } from './seeds/courses.seed.js';

@Module({
  imports: [
    UsersModule,
    MongooseModule.forFeature([
      { name: CATEGORY_MODEL, schema: categorySchema },
      { name: COURSE_MODEL, schema: courseSchema },
    ]),
  ],
  controllers: [CategoriesController, CoursesController],
  providers: [CategoryRepository, CourseRepository, BrowseCatalogue, CoursesSeed],
})
export class CoursesModule {}
