import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Curricula, type LessonOutline } from '../../../courses/index.js';
import { engagementScore } from '../../domain/engagement-score.js';
import { EnrollmentErrors } from '../../domain/enrollment.errors.js';
import type { LessonFeedback } from '../../domain/lesson-feedback.js';
import { lessonPercentage, type LessonProgress } from '../../domain/lesson-progress.js';
import { LessonProgressRepository } from '../../persistence/lesson-progress.repository.js';
import { LessonStudyRepository } from '../../persistence/lesson-study.repository.js';
import { NoteRepository } from '../../persistence/note.repository.js';
import { EnrollmentPolicy } from '../enrollment-policy.js';

/** All that is known of somebody's work in one lesson. */
export interface LessonStudy {
  readonly lesson: LessonOutline;
  readonly progress: LessonProgress;
  readonly startedAt: Date;
  readonly feedback: LessonFeedback | null;
  /** See {@link engagementScore}. */
  readonly engagementScore: number;
}

/** How somebody works in one lesson (003-22 to 003-24). */
@Injectable()
export class ReadLessonStudy {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly curricula: Curricula,
    private readonly progress: LessonProgressRepository,
    private readonly studies: LessonStudyRepository,
    private readonly notes: NoteRepository,
  ) {}

  /** @throws DomainError `enrollment-not-found`, `lesson-not-found`, which it also is before it is begun */
  async execute(principal: Principal, enrollmentId: string, lessonId: string): Promise<LessonStudy> {
    const { courseId, userId } = await this.policy.visible(principal, enrollmentId);
    const lesson = await this.curricula.findLesson(lessonId);
    if (lesson?.courseId !== courseId) throw new DomainError(EnrollmentErrors.lessonNotFound);
    const [progress, study, notes] = await Promise.all([
      this.progress.findOfLesson(userId, lessonId),
      this.studies.findOfLesson(userId, lessonId),
      this.notes.countOfLesson(enrollmentId, lessonId),
    ]);
    if (!progress || !study)
      throw new DomainError(EnrollmentErrors.lessonNotFound, { detail: 'This lesson has not been begun.' });
    return { lesson, progress, ...study, engagementScore: scoreOf(lesson, progress, notes) };
  }
}

const scoreOf = (lesson: LessonOutline, progress: LessonProgress, notes: number): number =>
  engagementScore({
    percentage: lessonPercentage(progress, lesson.durationSeconds),
    interactions: progress.interactions.length,
    activity: progress.details.activity,
    notes,
  });
