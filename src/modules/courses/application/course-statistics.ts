import { Injectable } from '@nestjs/common';
import { CourseCountersRepository } from '../persistence/course-counters.repository.js';

/** What enrollments count on a course. Everything joins the caller's transaction (X32). */
@Injectable()
export class CourseStatistics {
  constructor(private readonly counters: CourseCountersRepository) {}

  countEnrollment(courseId: string, by: 1 | -1): Promise<void> {
    return this.counters.countEnrollment(courseId, by);
  }

  /** Takes one of a limited number of seats. @returns whether there was one; always where seats aren't limited */
  takeSeat(courseId: string): Promise<boolean> {
    return this.counters.takeSeat(courseId);
  }

  releaseSeat(courseId: string): Promise<void> {
    return this.counters.releaseSeat(courseId);
  }

  /** The ids of the courses that somebody teaches. */
  taughtBy(instructorId: string): Promise<string[]> {
    return this.counters.idsTaughtBy(instructorId);
  }
}
