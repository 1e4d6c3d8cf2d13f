import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../../common/errors/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import { newlyMissing, whatIsMissing } from '../../domain/completeness.js';
import { inCurriculumOrder } from '../../domain/curriculum.js';
import { CurriculumErrors } from '../../domain/curriculum.errors.js';
import type { Lesson } from '../../domain/lesson.js';
import { LessonRepository } from '../../persistence/lesson.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';

/**
 * Sees to it that what can be bought can be learned: a course is offered only when it is complete, and while it is offered
 * it stays so. For transactions that write to the course, so that rivals see each other ({@link COURSE_MOVES} and the
 * curriculum's version do).
 */
@Injectable()
export class CompletenessCheck {
  constructor(
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
  ) {}

  /** @throws DomainError `course-incomplete` */
  async beforeOffering(courseId: string): Promise<void> {
    const errors = whatIsMissing(await this.lessonsOf(courseId));
    if (errors.length > 0) throw new DomainError(AuthoringErrors.incomplete, { errors });
  }

  /**
   * Runs a change of a course that is offered. What was missing before doesn't hinder anybody from mending the rest.
   *
   * @throws DomainError `published-course-incomplete`, and what the change throws
   */
  async around<T>(courseId: string, change: () => Promise<T>): Promise<T> {
    const before = await this.lessonsOf(courseId);
    const result = await change();
    const errors = newlyMissing(before, await this.lessonsOf(courseId));
    if (errors.length > 0) throw new DomainError(CurriculumErrors.wouldBeIncomplete, { errors });
    return result;
  }

  private async lessonsOf(courseId: string): Promise<Lesson[]> {
    return inCurriculumOrder(
      await this.sections.findOfCourse(courseId),
      await this.lessons.findOfCourse(courseId),
    );
  }
}
