import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import type { Page } from '../../../common/pagination/index.js';
import { People, type PublicCard } from '../../users/index.js';
import type { Enrollment, EnrollmentStatus } from '../domain/enrollment.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { EnrollmentPolicy } from './enrollment-policy.js';

export interface RosterEntry {
  readonly enrollment: Enrollment;
  /** What the learner shows of themselves; undefined when the account is gone. */
  readonly learner: PublicCard | undefined;
}

/**
 * Who learns in a course, for its instructor (000-49): by the name that learners show to others, and with how far they are.
 * When and for how long they study is shown of those who show it.
 */
@Injectable()
export class CourseRoster {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly enrollments: EnrollmentRepository,
    private readonly people: People,
  ) {}

  /** @throws DomainError `course-not-found` unless one teaches it or manages all enrollments */
  async list(
    principal: Principal,
    courseId: string,
    query: { status?: EnrollmentStatus; limit: number; cursor?: string },
  ): Promise<Page<RosterEntry>> {
    await this.policy.taughtCourse(principal, courseId);
    const { data, page } = await this.enrollments.pageOfCourse(courseId, query);
    const people = await this.people.namesOf(data.map(({ userId }) => userId));
    return {
      data: data.map((enrollment) => ({ enrollment, learner: people.get(enrollment.userId) })),
      page,
    };
  }
}
