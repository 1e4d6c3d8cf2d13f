import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Curricula } from '../../courses/index.js';
import { isComplete, progressOf, requiredLessons, type CourseProgress } from '../domain/course-progress.js';
import type { Enrollment } from '../domain/enrollment.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { LessonProgressRepository } from '../persistence/lesson-progress.repository.js';
import { Transitions } from './transitions.js';

const BATCH = 200;

/** Derives the progress of enrollments anew: after a change of the curriculum, and when they begin (A.7). */
@Injectable()
export class RecountProgress {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly progress: LessonProgressRepository,
    private readonly transitions: Transitions,
    private readonly curricula: Curricula,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** All enrollments of a course, batch by batch. What was completed stays complete. */
  async ofCourse(courseId: string, signal: AbortSignal): Promise<void> {
    let cursor: string | undefined;
    do {
      signal.throwIfAborted();
      const { data, page } = await this.enrollments.pageOfCourse(courseId, { limit: BATCH, cursor });
      await this.recount(courseId, data);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
  }

  async ofEnrollment(enrollmentId: string): Promise<void> {
    const enrollment = await this.enrollments.findById(enrollmentId);
    if (enrollment) await this.recount(enrollment.courseId, [enrollment]);
  }

  private async recount(courseId: string, enrollments: readonly Enrollment[]): Promise<void> {
    const open = enrollments.filter(({ status }) => status === 'active' || status === 'paused');
    if (open.length === 0) return;
    const required = requiredLessons(await this.curricula.outlineOf(courseId)).map(({ id }) => id);
    const completed = await this.progress.countCompleted(
      open.map(({ id }) => id),
      required,
    );
    for (const enrollment of open)
      await this.correct(enrollment, progressOf(completed.get(enrollment.id) ?? 0, required.length));
  }

  private async correct(enrollment: Enrollment, course: CourseProgress): Promise<void> {
    const { completedLessons, totalLessons } = enrollment.progress;
    const differs = course.completedLessons !== completedLessons || course.totalLessons !== totalLessons;
    const completes = enrollment.status === 'active' && isComplete(course);
    if (!differs && !completes) return;
    await this.transactions.run(async () => {
      // Somebody who studies at this moment counts for themselves, with the curriculum as it is now.
      if (!(await this.enrollments.recount(enrollment, course))) return;
      if (completes)
        await this.transitions.apply(enrollment, 'completed', { dates: { completedAt: this.clock.now() } });
    });
  }
}
