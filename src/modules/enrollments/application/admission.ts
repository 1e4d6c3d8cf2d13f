import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Courses, type CourseInfo } from '../../courses/index.js';
import { Accounts } from '../../users/index.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { refusalOf } from './places.js';

export interface Applicant {
  readonly userId: string;
  readonly emailVerified: boolean;
  readonly courseId: string;
}

/** Who may enroll in what. */
@Injectable()
export class Admission {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly courses: Courses,
    private readonly accounts: Accounts,
  ) {}

  /**
   * @returns the course that somebody may enroll in
   * @throws DomainError `email-not-verified`, `course-not-found`, `course-not-open`, `prerequisites-missing`
   */
  async check({ userId, emailVerified, courseId }: Applicant): Promise<CourseInfo> {
    if (!emailVerified) throw new DomainError(EnrollmentErrors.emailNotVerified);
    const course = await this.courses.find(courseId);
    const refusal = refusalOf(course);
    if (!course || refusal) throw new DomainError(refusal ?? EnrollmentErrors.courseNotFound);
    await this.checkPrerequisites(userId, course.prerequisites);
    return course;
  }

  /**
   * @returns the course that an administrator may let somebody into
   * @throws DomainError `course-not-found`, `learner-not-found`
   */
  async checkGrant({ userId, courseId }: { userId: string; courseId: string }): Promise<CourseInfo> {
    const [course, learner] = await Promise.all([
      this.courses.find(courseId),
      this.accounts.findStanding(userId),
    ]);
    if (!course) throw new DomainError(EnrollmentErrors.courseNotFound);
    if (!learner) throw new DomainError(EnrollmentErrors.learnerNotFound);
    return course;
  }

  private async checkPrerequisites(userId: string, prerequisites: readonly string[]): Promise<void> {
    if (prerequisites.length === 0) return;
    const completed = await this.enrollments.completedCourses(userId, prerequisites);
    const missing = prerequisites.filter((id) => !completed.has(id));
    if (missing.length === 0) return;
    // One that was deleted can't be completed any more and holds nobody up.
    const courses = await this.courses.findMany(missing);
    if (courses.size === 0) return;
    throw new DomainError(EnrollmentErrors.prerequisitesMissing, {
      detail: `Complete first: ${[...courses.values()].map(({ title }) => title).join(', ')}.`,
      errors: [...courses.values()].map(({ id, title }) => ({
        pointer: '/courseId',
        code: 'prerequisite',
        detail: `${title} (${id})`,
      })),
    });
  }
}
