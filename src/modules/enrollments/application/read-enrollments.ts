import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import type { Page } from '../../../common/pagination/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Courses, Curricula, type CourseInfo, type LessonOutline } from '../../courses/index.js';
import { People } from '../../users/index.js';
import { courseProgress } from '../domain/course-progress.js';
import { currentRow } from '../domain/engagement.js';
import { effectiveStatus, type Enrollment, type EnrollmentStatus } from '../domain/enrollment.js';
import { lessonToGoOnWith } from '../domain/resume.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { LessonProgressRepository } from '../persistence/lesson-progress.repository.js';
import { EnrollmentPolicy, managesAll } from './enrollment-policy.js';

/** An enrollment with the course that it is in. */
export interface EnrollmentCard {
  readonly enrollment: Enrollment;
  /** Undefined while the course is being deleted. */
  readonly course: CourseInfo | undefined;
}

/** With where to go on. */
export interface EnrollmentDetail extends EnrollmentCard {
  readonly currentLesson: LessonOutline | undefined;
  readonly resumePositionSeconds: number;
  /** Whether whoever asks may know when and for how long the learner studies (002-02). */
  readonly showsActivity: boolean;
}

/** Reading enrollments: one's own, and those that one teaches or manages. */
@Injectable()
export class ReadEnrollments {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly enrollments: EnrollmentRepository,
    private readonly progress: LessonProgressRepository,
    private readonly courses: Courses,
    private readonly curricula: Curricula,
    private readonly people: People,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `enrollment-not-found` */
  async get(principal: Principal, enrollmentId: string): Promise<EnrollmentDetail> {
    const enrollment = await this.policy.visible(principal, enrollmentId);
    const [course, outline, studied, showsActivity] = await Promise.all([
      this.courses.find(enrollment.courseId),
      this.curricula.outlineOf(enrollment.courseId),
      this.progress.findOfEnrollment(enrollmentId),
      this.showsActivity(principal, enrollment),
    ]);
    const completed = new Set(studied.filter((lesson) => lesson.isCompleted).map(({ lessonId }) => lessonId));
    const currentLesson = lessonToGoOnWith(outline, completed, enrollment.progress.currentLessonId);
    const position = studied.find(({ lessonId }) => lessonId === currentLesson?.id)?.positionSeconds;
    // Its code leads to the holder's full name: holders show it to whom they like.
    const certificate = isOwnOrManaged(principal, enrollment) ? enrollment.certificate : null;
    const isFinal = enrollment.status === 'completed' || enrollment.status === 'refunded';
    const progress = isFinal ? {} : courseProgress(outline, completed);
    return {
      enrollment: {
        ...this.asItIs(enrollment),
        certificate,
        progress: { ...enrollment.progress, ...progress },
      },
      course,
      currentLesson,
      resumePositionSeconds: position ?? 0,
      showsActivity,
    };
  }

  /** One's own, the latest first. */
  async list(
    userId: string,
    query: { status?: EnrollmentStatus; limit: number; cursor?: string },
  ): Promise<Page<EnrollmentCard>> {
    const { data, page } = await this.enrollments.pageOfLearner(userId, query);
    const courses = await this.courses.findMany(data.map(({ courseId }) => courseId));
    return {
      data: data.map((enrollment) => ({
        enrollment: this.asItIs(enrollment),
        course: courses.get(enrollment.courseId),
      })),
      page,
    };
  }

  /** Instructors see of others what those show; learners and administrators see everything. */
  private async showsActivity(principal: Principal, enrollment: Enrollment): Promise<boolean> {
    if (isOwnOrManaged(principal, enrollment)) return true;
    const { userId } = enrollment;
    return (await this.people.namesOf([userId])).get(userId)?.showsActivity ?? false;
  }

  /** Access ends by the clock, and so does a row of days, even before that is written down. */
  private asItIs(enrollment: Enrollment): Enrollment {
    const { engagement, progress } = enrollment;
    const now = this.clock.now();
    return {
      ...enrollment,
      status: effectiveStatus(enrollment, now),
      engagement: { ...engagement, consecutiveDays: currentRow(engagement, progress.lastAccessedAt, now) },
    };
  }
}

const isOwnOrManaged = (principal: Principal, { userId }: Enrollment): boolean =>
  principal.userId === userId || managesAll(principal);
