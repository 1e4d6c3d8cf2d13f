import { Injectable } from '@nestjs/common';
import type { JobContext } from '../../../infra/queue/index.js';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { CourseDeleted, CourseRestored, CurriculumChanged } from '../../courses/index.js';
import { FollowCourse } from '../application/follow-course.js';
import { IssueCertificate } from '../application/issue-certificate.js';
import { RecountProgress } from '../application/recount-progress.js';
import { EnrollmentActivated, EnrollmentCompleted } from '../domain/enrollment.events.js';

/** What enrollments do when something has happened. */
@Injectable()
export class EnrollmentHandlers {
  constructor(
    private readonly course: FollowCourse,
    private readonly progress: RecountProgress,
    private readonly certificates: IssueCertificate,
  ) {}

  @OnEvent(EnrollmentActivated, { name: 'enrollments.count-lessons' })
  countLessons({ payload }: ReceivedEvent<EnrollmentActivated>): Promise<void> {
    return this.progress.ofEnrollment(payload.enrollmentId);
  }

  @OnEvent(EnrollmentCompleted, { name: 'enrollments.issue-certificate' })
  issueCertificate({ payload }: ReceivedEvent<EnrollmentCompleted>): Promise<void> {
    return this.certificates.onCompletion(payload.enrollmentId);
  }

  @OnEvent(CurriculumChanged, { name: 'enrollments.recount-progress' })
  recountProgress({ payload }: ReceivedEvent<CurriculumChanged>, { signal }: JobContext): Promise<void> {
    return this.progress.ofCourse(payload.courseId, signal);
  }

  @OnEvent(CourseDeleted, { name: 'enrollments.delete-with-course' })
  deleteWithCourse({ payload, occurredAt }: ReceivedEvent<CourseDeleted>): Promise<void> {
    return this.course.deleted(payload.courseId, { id: payload.batchId, at: occurredAt });
  }

  @OnEvent(CourseRestored, { name: 'enrollments.restore-with-course' })
  restoreWithCourse({ payload }: ReceivedEvent<CourseRestored>): Promise<void> {
    return this.course.restored(payload.batchId);
  }
}
