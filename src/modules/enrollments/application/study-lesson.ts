import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import type { LessonOutline } from '../../courses/index.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import {
  completesItself,
  missingFor,
  NOTHING_DONE,
  study,
  type LessonProgress,
  type StudyReport,
} from '../domain/lesson-progress.js';
import { studyClock } from '../domain/study-clock.js';
import { withReported } from '../domain/study-details.js';
import { LessonProgressRepository } from '../persistence/lesson-progress.repository.js';
import { EnrollmentPolicy } from './enrollment-policy.js';
import { LessonDesk, type Studied } from './lesson-desk.js';
import { unmetDetail } from '../domain/unmet-criteria.js';

/** A learner works through a lesson, and completes it. */
@Injectable()
export class StudyLesson {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly desk: LessonDesk,
    private readonly progress: LessonProgressRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes what a player reports. A lesson that can be measured is completed by what is reported (003-16).
   *
   * @throws DomainError `enrollment-not-found`, `lesson-not-found`, `enrollment-not-active`, `lesson-locked`
   */
  report(
    principal: Principal,
    enrollmentId: string,
    lessonId: string,
    report: StudyReport,
  ): Promise<Studied> {
    return this.open(principal, enrollmentId, lessonId, async (lesson, before, creditedUntil) => {
      const clock = studyClock(creditedUntil, this.clock.now());
      const { addedSeconds, ...done } = study(before, report, lesson, clock);
      const isCompleted = before.isCompleted || completesItself(lesson, done);
      const room = lesson.durationSeconds || Number.MAX_SAFE_INTEGER;
      return {
        ...this.now(before, isCompleted),
        ...done,
        positionSeconds: Math.min(report.positionSeconds, room),
        device: report.device ?? before.device,
        browser: report.browser ?? before.browser,
        details: withReported(before.details, report.details),
        addedSeconds,
        creditedUntil: clock.spent(addedSeconds),
      };
    });
  }

  /**
   * Completes a lesson; again, it is complete already.
   *
   * @throws DomainError `completion-criteria-unmet` that says what is missing, and those of {@link report}
   */
  complete(principal: Principal, enrollmentId: string, lessonId: string): Promise<Studied> {
    return this.open(principal, enrollmentId, lessonId, async (lesson, before, creditedUntil) => {
      const missing = before.isCompleted ? { what: 'nothing' as const } : missingFor(lesson, before);
      if (missing.what !== 'nothing')
        throw new DomainError(EnrollmentErrors.criteriaUnmet, { detail: unmetDetail(missing) });
      const after = before.isCompleted ? before : this.now(before, true);
      return { ...after, addedSeconds: 0, creditedUntil };
    });
  }

  private now(before: LessonProgress, isCompleted: boolean): LessonProgress {
    const now = this.clock.now();
    const completedAt = isCompleted ? (before.completedAt ?? now) : null;
    return { ...before, isCompleted, completedAt, lastAccessedAt: now };
  }

  /** Reads, changes and writes in one transaction, so that reports that arrive together lose nothing of each other. */
  private open(
    principal: Principal,
    enrollmentId: string,
    lessonId: string,
    change: (
      lesson: LessonOutline,
      before: LessonProgress,
      creditedUntil: Date,
    ) => Promise<LessonProgress & { addedSeconds: number; creditedUntil: Date }>,
  ): Promise<Studied> {
    return this.transactions.run(async () => {
      const enrollment = await this.policy.own(principal, enrollmentId);
      const room = await this.desk.enter(enrollment, lessonId);
      const before =
        (await this.progress.findOfLesson(enrollment.userId, lessonId)) ??
        NOTHING_DONE(lessonId, this.clock.now());
      const creditedUntil = enrollment.creditedUntil ?? enrollment.activatedAt ?? this.clock.now();
      const {
        addedSeconds,
        creditedUntil: spent,
        ...after
      } = await change(room.lesson, before, creditedUntil);
      return this.desk.leave(enrollment, room, after, { addedSeconds, creditedUntil: spent });
    });
  }
}
