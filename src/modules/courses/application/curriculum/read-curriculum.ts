import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import type { Lesson } from '../../domain/lesson.js';
import type { Section } from '../../domain/section.js';
import { LessonRepository } from '../../persistence/lesson.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';
import { FindCourse } from '../authoring/find-course.js';

/** A whole curriculum with everything in it. */
export interface Curriculum {
  /** Hand it back with a change of the whole, so that it fails if somebody else was faster. */
  readonly version: number;
  /** What a moderator who has read this may publish. */
  readonly courseVersion: number;
  readonly sections: readonly (Section & { readonly lessons: readonly Lesson[] })[];
}

/** The whole curriculum for those who make and review the course. */
@Injectable()
export class ReadCurriculum {
  constructor(
    private readonly find: FindCourse,
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
    private readonly transactions: Transactions,
  ) {}

  /**
   * In one transaction, so that version and content belong together.
   *
   * @throws DomainError `course-not-found`
   */
  execute(who: Principal, courseId: string): Promise<Curriculum> {
    return this.transactions.run(async () => {
      const { curriculumVersion, version } = await this.find.toRead(who, courseId);
      const sections = await this.sections.findOfCourse(courseId);
      const lessons = await this.lessons.findOfCourse(courseId);
      const bySection = Map.groupBy(lessons, ({ sectionId }) => sectionId);
      return {
        version: curriculumVersion,
        courseVersion: version,
        sections: sections.map((section) => ({ ...section, lessons: bySection.get(section.id) ?? [] })),
      };
    });
  }
}
