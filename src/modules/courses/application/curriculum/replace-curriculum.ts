import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { leftOut, problemsOf, type LessonNode, type SectionNode } from '../../domain/curriculum-tree.js';
import { CurriculumErrors } from '../../domain/curriculum.errors.js';
import { checkedChanges, type NewLesson, type NewSection } from '../../domain/lesson-values.js';
import type { LessonOutline } from '../../domain/lesson.js';
import { LessonRepository, type Place } from '../../persistence/lesson.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';
import { FindCourse } from '../authoring/find-course.js';
import { CurriculumTransaction } from './curriculum-transaction.js';
import { ReadCurriculum, type Curriculum } from './read-curriculum.js';

/**
 * Takes a whole curriculum at once (X6): what has an id is changed and moved, what has none is new, and what isn't named
 * is switched off, so that nothing that was learned is lost.
 */
@Injectable()
export class ReplaceCurriculum {
  constructor(
    private readonly find: FindCourse,
    private readonly read: ReadCurriculum,
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
    private readonly curriculum: CurriculumTransaction,
  ) {}

  /**
   * @param tree.version the version that the tree was made from
   * @throws DomainError `course-not-found`, `curriculum-changed`, `invalid-curriculum`, `curriculum-full`,
   * `published-course-incomplete`
   */
  async execute(
    who: Principal,
    courseId: string,
    { version, sections: tree }: { version: number; sections: readonly SectionNode[] },
  ): Promise<Curriculum> {
    await this.find.toEdit(who, courseId);
    return this.curriculum.run(
      who,
      courseId,
      async () => {
        await this.apply(courseId, tree);
        return this.read.execute(who, courseId);
      },
      version,
    );
  }

  private async apply(courseId: string, tree: readonly SectionNode[]): Promise<void> {
    const sections = await this.sections.findOfCourse(courseId);
    const lessons = await this.lessons.findOutlinesOfCourse(courseId);
    const errors = problemsOf(tree, { sections, lessons });
    if (errors.length > 0) throw new DomainError(CurriculumErrors.invalidTree, { errors });

    const known = new Map(lessons.map((lesson) => [lesson.id, lesson]));
    const sectionIds: string[] = [];
    const lessonIds = new Map<string, string[]>();
    for (const [index, node] of tree.entries()) {
      const sectionId = await this.storeSection(courseId, node, index + 1);
      sectionIds.push(sectionId);
      const ids: string[] = [];
      for (const [at, lesson] of node.lessons.entries())
        ids.push(await this.storeLesson({ courseId, sectionId, order: at + 1 }, lesson, known));
      lessonIds.set(sectionId, ids);
    }

    const rest = leftOut(tree, { sections, lessons });
    await this.sections.deactivate(rest.sections);
    await this.lessons.deactivate(rest.lessons);
    // What is switched off goes behind the rest of its section.
    for (const id of rest.lessons) {
      const { sectionId } = known.get(id)!;
      lessonIds.set(sectionId, [...(lessonIds.get(sectionId) ?? []), id]);
    }
    await this.sections.reorder([...sectionIds, ...rest.sections]);
    await this.lessons.reorder([...lessonIds.values()]);
  }

  /** Whoever names something wants it, unless they say otherwise: it is active. */
  private async storeSection(
    courseId: string,
    { id, title, description, isActive = true }: SectionNode,
    order: number,
  ): Promise<string> {
    const section = { title, description, isActive };
    if (id === undefined)
      return (await this.sections.add({ ...(section as NewSection), courseId, order })).id;
    await this.sections.changeValues(id, section);
    return id;
  }

  private async storeLesson(
    place: Place,
    { id, ...values }: LessonNode,
    known: ReadonlyMap<string, LessonOutline>,
  ): Promise<string> {
    const lesson = { ...values, isActive: values.isActive ?? true };
    if (id === undefined) return (await this.lessons.add(place, lesson as NewLesson)).id;
    await this.lessons.changeValues(id, checkedChanges(known.get(id)!, lesson), place);
    return id;
  }
}
