import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Curricula } from '../../../courses/index.js';
import { EnrollmentErrors } from '../../domain/enrollment.errors.js';
import type { LessonFeedback } from '../../domain/lesson-feedback.js';
import { StudyDetailsErrors } from '../../domain/study-details.errors.js';
import { LessonStudyRepository } from '../../persistence/lesson-study.repository.js';
import { EnrollmentPolicy } from '../enrollment-policy.js';

/** A learner says what they think of a lesson (003-24). Whoever has begun it may, whatever became of their access. */
@Injectable()
export class GiveFeedback {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly curricula: Curricula,
    private readonly studies: LessonStudyRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `enrollment-not-found`, `lesson-not-found`, `lesson-not-begun` */
  async execute(
    principal: Principal,
    enrollmentId: string,
    lessonId: string,
    opinion: Omit<LessonFeedback, 'givenAt'>,
  ): Promise<LessonFeedback> {
    const { courseId, userId } = await this.policy.own(principal, enrollmentId);
    const lesson = await this.curricula.findLesson(lessonId);
    if (lesson?.courseId !== courseId) throw new DomainError(EnrollmentErrors.lessonNotFound);
    const feedback = { ...opinion, givenAt: this.clock.now() };
    if (!(await this.studies.setFeedback(userId, lessonId, feedback)))
      throw new DomainError(StudyDetailsErrors.notBegun);
    return feedback;
  }
}
