import { Injectable } from '@nestjs/common';
import type { Page } from '../../../../common/pagination/index.js';
import type { Course, CourseStatus } from '../../domain/course.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';

/** Courses in any state, for those who make and those who review them. */
@Injectable()
export class ListAuthoredCourses {
  constructor(private readonly courses: AuthoredCourseRepository) {}

  /** An instructor's own, newest first. */
  own(
    instructorId: string,
    query: { status?: CourseStatus; deleted: boolean; limit: number; cursor?: string },
  ): Promise<Page<Course>> {
    return this.courses.findOfInstructor(instructorId, query);
  }

  /** What waits for a review, the longest first. */
  submitted(query: { limit: number; cursor?: string }): Promise<Page<Course>> {
    return this.courses.findSubmitted(query);
  }
}
