import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { mayEdit, mayReadAll } from '../../domain/course-policy.js';
import { CourseErrors } from '../../domain/course.errors.js';
import type { Course } from '../../domain/course.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';

/** Finds courses for those who make and review them; for others they don't exist. */
@Injectable()
export class FindCourse {
  constructor(private readonly courses: AuthoredCourseRepository) {}

  /** @throws DomainError `course-not-found` */
  toEdit(who: Principal, courseId: string): Promise<Course> {
    return this.find(courseId, (course) => mayEdit(who, course));
  }

  /** @throws DomainError `course-not-found` */
  toRead(who: Principal, courseId: string): Promise<Course> {
    return this.find(courseId, (course) => mayReadAll(who, course));
  }

  private async find(courseId: string, may: (course: Course) => boolean): Promise<Course> {
    const course = await this.courses.findById(courseId);
    if (!course || !may(course)) throw new DomainError(CourseErrors.notFound);
    return course;
  }
}
