import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { Courses, Curricula, type LessonOutline } from '../../courses/index.js';
import type { LessonProgress } from '../domain/lesson-progress.js';
import { lockedLessons } from '../domain/lesson-sequence.js';
import { LessonProgressRepository } from '../persistence/lesson-progress.repository.js';
import { EnrollmentPolicy } from './enrollment-policy.js';

/** A lesson of the course as it looks to one learner. */
export interface LearnerLesson {
  readonly lesson: LessonOutline;
  /** Undefined before it is begun. */
  readonly progress: LessonProgress | undefined;
  readonly isLocked: boolean;
}

/** How far a learner is, lesson by lesson (001-12). */
@Injectable()
export class ReadProgress {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly progress: LessonProgressRepository,
    private readonly courses: Courses,
    private readonly curricula: Curricula,
  ) {}

  /**
   * @returns the active lessons in the order of the curriculum
   * @throws DomainError `enrollment-not-found`
   */
  async list(principal: Principal, enrollmentId: string): Promise<LearnerLesson[]> {
    const { courseId } = await this.policy.visible(principal, enrollmentId);
    const [course, outline, studied] = await Promise.all([
      this.courses.find(courseId),
      this.curricula.outlineOf(courseId),
      this.progress.findOfEnrollment(enrollmentId),
    ]);
    const byLesson = new Map(studied.map((progress) => [progress.lessonId, progress]));
    const completed = new Set(studied.filter((lesson) => lesson.isCompleted).map(({ lessonId }) => lessonId));
    const locked = course?.settings.requireSequentialCompletion
      ? lockedLessons(outline, completed)
      : new Set<string>();
    return outline
      .filter(({ isActive }) => isActive)
      .map((lesson) => ({
        lesson,
        progress: byLesson.get(lesson.id),
        isLocked: locked.has(lesson.id) && !completed.has(lesson.id),
      }));
  }
}
