import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import {
  CourseAccess,
  Courses,
  Curricula,
  type AccessLevel,
  type LessonAccess,
} from '../../courses/index.js';
import { lessonAccess, levelOf } from '../domain/access-policy.js';
import { lockedLessons } from '../domain/lesson-sequence.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { LessonProgressRepository } from '../persistence/lesson-progress.repository.js';

/** What courses ask about learners, answered by the product's one access policy (`domain/access-policy.ts`). */
@Injectable()
export class EnrollmentAccess extends CourseAccess {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly progress: LessonProgressRepository,
    private readonly courses: Courses,
    private readonly curricula: Curricula,
    private readonly clock: Clock,
  ) {
    super();
  }

  async levelOf(userId: string, courseId: string): Promise<AccessLevel> {
    return levelOf(await this.enrollments.findOfPair(userId, courseId), this.clock.now());
  }

  async toLesson(userId: string, { id, courseId }: { id: string; courseId: string }): Promise<LessonAccess> {
    const enrollment = await this.enrollments.findOfPair(userId, courseId);
    const level = levelOf(enrollment, this.clock.now());
    if (!enrollment || level === 'none') return { allowed: false, reason: 'not-enrolled' };
    const lesson = await this.curricula.findLesson(id);
    if (!lesson || lesson.courseId !== courseId) return { allowed: false, reason: 'not-enrolled' };
    const completed = await this.progress.completedLessons(enrollment.id);
    const isLocked = (await this.lockedLessons(courseId, completed)).has(id);
    const decision = lessonAccess(level, { ...lesson, isLocked });
    return decision.allowed ? { ...decision, completed: completed.has(id) } : decision;
  }

  async mayReview(userId: string, courseId: string): Promise<boolean> {
    return (await this.levelOf(userId, courseId)) !== 'none';
  }

  isPaidFor(courseId: string): Promise<boolean> {
    return this.enrollments.isPaidFor(courseId, this.clock.now());
  }

  /** The lessons that can't be begun yet; none in courses that needn't be completed in order. */
  async lockedLessons(courseId: string, completed: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const course = await this.courses.find(courseId);
    if (!course?.settings.requireSequentialCompletion) return new Set();
    return lockedLessons(await this.curricula.outlineOf(courseId), completed);
  }
}
