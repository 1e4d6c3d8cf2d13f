import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError, type ErrorType } from '../../../common/errors/index.js';
import { Courses, CourseStatistics, type CourseCounts, type CourseInfo } from '../../courses/index.js';
import { needsOffer, type Trigger } from '../domain/enrollment-states.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';

/**
 * Takes places in courses, and says why there is none. Each is taken by a change of the course itself, so that nobody gets
 * into a course that is deleted or closed at that moment. Joins the caller's transaction.
 */
@Injectable()
export class Places {
  constructor(
    private readonly statistics: CourseStatistics,
    private readonly courses: Courses,
  ) {}

  /**
   * Counts somebody; if that can't be, nothing was counted.
   *
   * @param how.isLimited false spares the look at the seats where the caller knows that they aren't limited
   * @throws DomainError `course-not-found`, `course-not-open`, `course-full`
   */
  async take(
    courseId: string,
    counts: CourseCounts,
    { trigger, isLimited }: { trigger: Trigger; isLimited?: boolean },
  ): Promise<void> {
    const isOpen = needsOffer(trigger);
    if (await this.statistics.change(courseId, counts, { isLimited, isOpen })) return;
    throw new DomainError((await this.refusal(courseId, isOpen)) ?? EnrollmentErrors.courseFull);
  }

  /**
   * For somebody who comes without being counted.
   *
   * @throws DomainError `course-not-found`, `course-not-open`
   */
  async hold(courseId: string, trigger: Trigger): Promise<void> {
    const isOpen = needsOffer(trigger);
    if (await this.statistics.hold(courseId, { isOpen })) return;
    throw new DomainError((await this.refusal(courseId, isOpen)) ?? CommonErrors.conflict);
  }

  private async refusal(courseId: string, isOpen: boolean): Promise<ErrorType | undefined> {
    const course = await this.courses.find(courseId);
    return isOpen || !course ? refusalOf(course) : undefined;
  }
}

/** Why nobody can enroll in a course by themselves; undefined when they can. */
export function refusalOf(course: CourseInfo | undefined): ErrorType | undefined {
  if (course?.isOpen) return undefined;
  return course?.status === 'archived' ? EnrollmentErrors.courseNotOpen : EnrollmentErrors.courseNotFound;
}
