import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock, Ids } from '../../../../infra/clock/index.js';
import { isOrderOf } from '../../domain/curriculum-tree.js';
import { CurriculumErrors } from '../../domain/curriculum.errors.js';
import type { NewSection, SectionChanges } from '../../domain/lesson-values.js';
import type { Section } from '../../domain/section.js';
import { LessonRepository } from '../../persistence/lesson.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';
import { FindCourse } from '../authoring/find-course.js';
import { CurriculumTransaction } from './curriculum-transaction.js';
import { FindCurriculumItem } from './find-curriculum-item.js';

/** The sections of a course, one at a time (001-09). */
@Injectable()
export class EditSections {
  constructor(
    private readonly courses: FindCourse,
    private readonly find: FindCurriculumItem,
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
    private readonly curriculum: CurriculumTransaction,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws DomainError `course-not-found` */
  async list(who: Principal, courseId: string): Promise<Section[]> {
    await this.courses.toRead(who, courseId);
    return this.sections.findOfCourse(courseId);
  }

  /**
   * Adds one at the end.
   *
   * @throws DomainError `course-not-found`, `curriculum-full`
   */
  async add(who: Principal, courseId: string, section: NewSection): Promise<Section> {
    await this.courses.toEdit(who, courseId);
    return this.curriculum.run(who, courseId, async () => {
      const order = nextOrder(await this.sections.findOfCourse(courseId));
      return this.sections.add({ ...section, courseId, order });
    });
  }

  /** @throws DomainError `section-not-found`, `published-course-incomplete` */
  async change(who: Principal, id: string, changes: SectionChanges): Promise<Section> {
    const { courseId } = await this.find.sectionToEdit(who, id);
    return this.curriculum.run(who, courseId, async () => {
      const changed = await this.sections.changeValues(id, changes);
      if (!changed) throw new DomainError(CurriculumErrors.sectionNotFound);
      return changed;
    });
  }

  /**
   * Removes a section with its lessons; what was learned in them is kept (A.7).
   *
   * @throws DomainError `section-not-found`, `published-course-incomplete`
   */
  async remove(who: Principal, id: string): Promise<void> {
    const { courseId } = await this.find.sectionToEdit(who, id);
    await this.curriculum.run(who, courseId, async () => {
      const batch = { id: this.ids.uuid(), at: this.clock.now() };
      await this.lessons.deleteOfSection(id, batch);
      await this.sections.delete(id, batch);
    });
  }

  /**
   * @param ids all sections of the course in their new order
   * @throws DomainError `course-not-found`, `order-mismatch`
   */
  async reorder(who: Principal, courseId: string, ids: readonly string[]): Promise<Section[]> {
    await this.courses.toEdit(who, courseId);
    return this.curriculum.run(who, courseId, async () => {
      if (!isOrderOf(ids, await this.sections.findOfCourse(courseId)))
        throw new DomainError(CurriculumErrors.wrongOrder);
      await this.sections.reorder(ids);
      return this.sections.findOfCourse(courseId);
    });
  }
}

const nextOrder = (items: readonly { order: number }[]) => (items.at(-1)?.order ?? 0) + 1;
