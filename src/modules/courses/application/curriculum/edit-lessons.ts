import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock, Ids } from '../../../../infra/clock/index.js';
import { isOrderOf } from '../../domain/curriculum-tree.js';
import { CurriculumErrors } from '../../domain/curriculum.errors.js';
import { checkedChanges, type LessonChanges, type NewLesson } from '../../domain/lesson-values.js';
import type { Lesson } from '../../domain/lesson.js';
import { LessonRepository } from '../../persistence/lesson.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';
import { CurriculumTransaction } from './curriculum-transaction.js';
import { FindCurriculumItem } from './find-curriculum-item.js';

/** The lessons of a section, one at a time (001-10, 003-13). */
@Injectable()
export class EditLessons {
  constructor(
    private readonly find: FindCurriculumItem,
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
    private readonly curriculum: CurriculumTransaction,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * With everything that they hold.
   *
   * @throws DomainError `section-not-found`
   */
  async list(who: Principal, sectionId: string): Promise<Lesson[]> {
    await this.find.sectionToRead(who, sectionId);
    return this.lessons.findOfSection(sectionId);
  }

  /**
   * Adds one at the end.
   *
   * @throws DomainError `section-not-found`, `wrong-content`, `curriculum-full`, `published-course-incomplete`
   */
  async add(who: Principal, sectionId: string, lesson: NewLesson): Promise<Lesson> {
    const { courseId } = await this.find.sectionToEdit(who, sectionId);
    checkedChanges(lesson, lesson);
    return this.curriculum.run(who, courseId, async () => {
      if (!(await this.sections.findById(sectionId))) throw new DomainError(CurriculumErrors.sectionNotFound);
      const siblings = await this.lessons.findOfSection(sectionId);
      const order = (siblings.at(-1)?.order ?? 0) + 1;
      return this.lessons.add({ courseId, sectionId, order }, lesson);
    });
  }

  /** @throws DomainError `lesson-not-found`, `wrong-content`, `published-course-incomplete` */
  async change(who: Principal, id: string, changes: LessonChanges): Promise<Lesson> {
    const { courseId } = await this.find.lessonToEdit(who, id);
    return this.curriculum.run(who, courseId, async () => {
      const lesson = await this.find.lessonToEdit(who, id);
      const changed = await this.lessons.changeValues(id, checkedChanges(lesson, changes));
      if (!changed) throw new DomainError(CurriculumErrors.lessonNotFound);
      return changed;
    });
  }

  /**
   * Removes a lesson; what was learned in it is kept (A.7).
   *
   * @throws DomainError `lesson-not-found`, `published-course-incomplete`
   */
  async remove(who: Principal, id: string): Promise<void> {
    const { courseId } = await this.find.lessonToEdit(who, id);
    const batch = { id: this.ids.uuid(), at: this.clock.now() };
    await this.curriculum.run(who, courseId, () => this.lessons.delete(id, batch));
  }

  /**
   * @param ids all lessons of the section in their new order
   * @throws DomainError `section-not-found`, `order-mismatch`
   */
  async reorder(who: Principal, sectionId: string, ids: readonly string[]): Promise<Lesson[]> {
    const { courseId } = await this.find.sectionToEdit(who, sectionId);
    return this.curriculum.run(who, courseId, async () => {
      if (!isOrderOf(ids, await this.lessons.findOfSection(sectionId)))
        throw new DomainError(CurriculumErrors.wrongOrder);
      await this.lessons.reorder([ids]);
      return this.lessons.findOfSection(sectionId);
    });
  }
}
