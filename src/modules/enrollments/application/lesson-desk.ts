import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Courses, Curricula, type LessonOutline } from '../../courses/index.js';
import { lessonAccess, levelOf } from '../domain/access-policy.js';
import { courseProgress, isComplete, type CourseProgress } from '../domain/course-progress.js';
import { studyDays } from '../domain/engagement.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import type { Enrollment } from '../domain/enrollment.js';
import type { LessonProgress } from '../domain/lesson-progress.js';
import { lockedLessons } from '../domain/lesson-sequence.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { LessonProgressRepository } from '../persistence/lesson-progress.repository.js';
import { Transitions } from './transitions.js';

/** A lesson that a learner may work in, and what is known of the course around it. */
export interface Room {
  readonly lesson: LessonOutline;
  readonly outline: readonly LessonOutline[];
  readonly completed: ReadonlySet<string>;
}

/** What a report led to. */
export interface Studied {
  readonly lesson: LessonOutline;
  readonly progress: LessonProgress;
  readonly course: CourseProgress & { readonly isCompleted: boolean };
}

/** Lets learners into lessons, and writes down what they did there and what that means for the course. */
@Injectable()
export class LessonDesk {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly progress: LessonProgressRepository,
    private readonly transitions: Transitions,
    private readonly courses: Courses,
    private readonly curricula: Curricula,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `lesson-not-found`, `enrollment-not-active`, `lesson-locked` */
  async enter(enrollment: Enrollment, lessonId: string): Promise<Room> {
    const outline = await this.curricula.outlineOf(enrollment.courseId);
    const lesson = outline.find(({ id, isActive }) => id === lessonId && isActive);
    if (!lesson) throw new DomainError(EnrollmentErrors.lessonNotFound);
    const completed = await this.progress.completedLessons(enrollment.id);
    const level = levelOf(enrollment, this.clock.now());
    if (level === 'none') throw new DomainError(EnrollmentErrors.noAccess);
    const isLocked = await this.isLocked(enrollment.courseId, outline, completed, lessonId);
    // A free lesson can be read at any time, but counts in its order like every other.
    if (isLocked && !completed.has(lessonId)) throw new DomainError(EnrollmentErrors.lessonLocked);
    if (!lessonAccess(level, { ...lesson, isLocked: false }).allowed)
      throw new DomainError(EnrollmentErrors.noAccess, {
        detail: 'A preview opens the free lessons only.',
      });
    return { lesson, outline, completed };
  }

  /** In the transaction of {@link enter}. The last lesson that counts completes the course, once. */
  async leave(
    enrollment: Enrollment,
    { lesson, outline, completed }: Room,
    after: LessonProgress,
    { addedSeconds, creditedUntil }: { addedSeconds: number; creditedUntil: Date },
  ): Promise<Studied> {
    const done = after.isCompleted ? new Set([...completed, lesson.id]) : completed;
    const course = courseProgress(outline, done);
    const isFinished = enrollment.status === 'completed';
    await this.enrollments.recordStudy(enrollment, lesson.id, {
      at: after.lastAccessedAt,
      addedSeconds,
      creditedUntil,
      days: studyDays(enrollment.engagement, enrollment.progress.lastAccessedAt, after.lastAccessedAt),
      // What was completed stays complete, whatever is added to the course.
      course: isFinished ? undefined : course,
    });
    await this.progress.save(enrollment, after);
    const completesCourse = !isFinished && isComplete(course);
    if (completesCourse)
      await this.transitions.apply(enrollment, 'completed', { dates: { completedAt: this.clock.now() } });
    const isCompleted = isFinished || completesCourse;
    return {
      lesson,
      progress: after,
      course: isFinished ? { ...enrollment.progress, isCompleted } : { ...course, isCompleted },
    };
  }

  private async isLocked(
    courseId: string,
    outline: readonly LessonOutline[],
    completed: ReadonlySet<string>,
    lessonId: string,
  ): Promise<boolean> {
    const course = await this.courses.find(courseId);
    if (!course?.settings.requireSequentialCompletion) return false;
    return lockedLessons(outline, completed).has(lessonId);
  }
}
