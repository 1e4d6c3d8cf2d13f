import { Injectable } from '@nestjs/common';
import type { CourseInfo } from '../domain/course-info.js';
import { AuthoredCourseRepository } from '../persistence/authored-course.repository.js';
import { CoursesPersonalDataRepository } from '../persistence/courses-personal-data.repository.js';

/** What other modules may ask about courses. */
@Injectable()
export class Courses {
  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly records: CoursesPersonalDataRepository,
  ) {}

  /** The courses that somebody teaches or has taught, in any state. */
  idsTaughtBy(userId: string): Promise<string[]> {
    return this.records.courseIdsOf(userId);
  }

  /** A course in any state that isn't deleted. */
  async find(courseId: string): Promise<CourseInfo | undefined> {
    return (await this.courses.findInfo([courseId]))[0];
  }

  /** A course as it is, or was when it was deleted: for what outlives it. */
  async findEvenDeleted(courseId: string): Promise<CourseInfo | undefined> {
    return (await this.courses.findInfo([courseId], { withDeleted: true }))[0];
  }

  /** Those that exist, by id. */
  async findMany(courseIds: readonly string[]): Promise<ReadonlyMap<string, CourseInfo>> {
    const found = courseIds.length > 0 ? await this.courses.findInfo(courseIds) : [];
    return new Map(found.map((course) => [course.id, course]));
  }
}
