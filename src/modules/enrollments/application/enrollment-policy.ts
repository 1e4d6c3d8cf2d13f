import { Injectable } from '@nestjs/common';
import { Permission, type Principal } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { Courses, type CourseInfo } from '../../courses/index.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import type { Enrollment } from '../domain/enrollment.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';

/** Whose enrollment is whose. What somebody may not see isn't there. */
@Injectable()
export class EnrollmentPolicy {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly courses: Courses,
  ) {}

  /**
   * For studying.
   *
   * @throws DomainError `enrollment-not-found` unless it is one's own
   */
  async own(principal: Principal, enrollmentId: string): Promise<Enrollment> {
    const enrollment = await this.enrollments.findById(enrollmentId);
    if (enrollment?.userId !== principal.userId) throw new DomainError(EnrollmentErrors.notFound);
    return enrollment;
  }

  /**
   * For changing its state.
   *
   * @throws DomainError `enrollment-not-found` unless it is one's own or one manages all
   */
  async manageable(principal: Principal, enrollmentId: string): Promise<Enrollment> {
    const enrollment = await this.enrollments.findById(enrollmentId);
    const may = enrollment?.userId === principal.userId || managesAll(principal);
    if (!enrollment || !may) throw new DomainError(EnrollmentErrors.notFound);
    return enrollment;
  }

  /**
   * For looking at it.
   *
   * @throws DomainError `enrollment-not-found` unless it is one's own, one teaches the course or manages all
   */
  async visible(principal: Principal, enrollmentId: string): Promise<Enrollment> {
    const enrollment = await this.enrollments.findById(enrollmentId);
    if (!enrollment) throw new DomainError(EnrollmentErrors.notFound);
    if (enrollment.userId === principal.userId || managesAll(principal)) return enrollment;
    if (!(await this.teaches(principal, enrollment.courseId)))
      throw new DomainError(EnrollmentErrors.notFound);
    return enrollment;
  }

  /**
   * For the roster.
   *
   * @throws DomainError `course-not-found` unless one teaches it or manages all enrollments
   */
  async taughtCourse(principal: Principal, courseId: string): Promise<CourseInfo> {
    const course = await this.courses.find(courseId);
    if (!course || !(managesAll(principal) || isTaughtBy(course, principal)))
      throw new DomainError(EnrollmentErrors.courseNotFound);
    return course;
  }

  private async teaches(principal: Principal, courseId: string): Promise<boolean> {
    if (!principal.permissions.has(Permission.Teach)) return false;
    const course = await this.courses.find(courseId);
    return course !== undefined && isTaughtBy(course, principal);
  }
}

export const managesAll = ({ permissions }: Principal): boolean =>
  permissions.has(Permission.ManageEnrollments);

const isTaughtBy = (course: CourseInfo, { userId }: Principal): boolean => course.instructorId === userId;
