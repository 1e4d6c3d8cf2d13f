import { Injectable } from '@nestjs/common';
import { CourseStatistics } from '../../courses/index.js';
import { effectsOf, type EnrollmentState } from '../domain/enrollment-states.js';
import type { EnrollmentStatus } from '../domain/enrollment.js';

/** Keeps a course's number of learners and its seats in step with its enrollments (X32). */
@Injectable()
export class CourseFigures {
  constructor(private readonly statistics: CourseStatistics) {}

  /**
   * Takes the seat that a state needs, if it needs one that the former didn't.
   *
   * @returns false when there is none
   */
  async takeSeatFor(courseId: string, from: EnrollmentState, to: EnrollmentStatus): Promise<boolean> {
    return effectsOf(from, to).seats <= 0 || this.statistics.takeSeat(courseId);
  }

  /**
   * Counts a change of state, and gives back the seat that it frees.
   *
   * @returns whether a seat is free now
   */
  async count(courseId: string, from: EnrollmentState, to: EnrollmentStatus): Promise<boolean> {
    const { seats, enrolled } = effectsOf(from, to);
    if (enrolled !== 0) await this.statistics.countEnrollment(courseId, enrolled);
    if (seats < 0) await this.statistics.releaseSeat(courseId);
    return seats < 0;
  }
}
