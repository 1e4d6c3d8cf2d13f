import { Injectable } from '@nestjs/common';
import type { CourseCounts } from '../domain/course-counts.js';
import { CourseCountersRepository, type CountingTerms } from '../persistence/course-counters.repository.js';

/** What enrollments count on a course. Everything joins the caller's transaction (X32). */
@Injectable()
export class CourseStatistics {
  constructor(private readonly counters: CourseCountersRepository) {}

  /**
   * Counts learners and seats in one step. Seats are taken only while there are any; where they aren't limited there always
   * are, and they are counted all the same, for the day on which somebody limits them. A course that is deleted takes
   * nobody, and is only counted down.
   *
   * @param terms.isLimited false spares the look at the seats where the caller knows that they aren't limited
   * @param terms.isOpen whether the course must be offered at this moment
   * @returns whether there was a place; if not, nothing was counted
   */
  change(
    courseId: string,
    by: CourseCounts,
    { isLimited = true, isOpen = false }: Partial<CountingTerms> = {},
  ): Promise<boolean> {
    return this.counters.addCounts(courseId, by, { isLimited, isOpen });
  }

  /**
   * For who comes into a course without being counted there: makes its deletion and its closing collide with the caller.
   *
   * @param terms.isOpen whether it must be offered at this moment
   * @returns whether the course is there
   */
  hold(courseId: string, terms: Pick<CountingTerms, 'isOpen'>): Promise<boolean> {
    return this.counters.hold(courseId, terms);
  }

  /** What is counted on a course that isn't deleted. */
  countsOf(courseId: string): Promise<CourseCounts | undefined> {
    return this.counters.countsOf(courseId);
  }

  /** What is counted on all courses that aren't deleted, batch by batch in a stable order. */
  countsAfter(courseId: string | undefined, limit: number): Promise<({ id: string } & CourseCounts)[]> {
    return this.counters.countsAfter(courseId, limit);
  }

  /** Sets what was counted wrongly, in the transaction in which it was counted anew. */
  correct(courseId: string, counts: CourseCounts): Promise<void> {
    return this.counters.setCounts(courseId, counts);
  }

  /** The ids of the courses that somebody teaches. */
  taughtBy(instructorId: string): Promise<string[]> {
    return this.counters.idsTaughtBy(instructorId);
  }
}
