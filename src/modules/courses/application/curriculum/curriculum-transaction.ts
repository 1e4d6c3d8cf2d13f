import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { CourseErrors } from '../../domain/course.errors.js';
import { CurriculumChanged } from '../../domain/course.events.js';
import type { Course } from '../../domain/course.js';
import { CurriculumErrors } from '../../domain/curriculum.errors.js';
import { MAX_LESSONS, MAX_SECTIONS } from '../../domain/curriculum-tree.js';
import { denominatorsDiffer, totalsOf } from '../../domain/curriculum.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';
import { CourseCountersRepository } from '../../persistence/course-counters.repository.js';
import { CatalogueChanges } from '../catalogue-changes.js';
import { Curricula } from '../curricula.js';
import { CompletenessCheck } from './completeness-check.js';
import { RecordCurriculum } from './record-curriculum.js';

/**
 * Changes a curriculum as a whole or not at all, one change after the other, and keeps what follows from it in step: the
 * totals of the course, the news for those whose progress is measured by it (003-11, A.7), and what is recorded of changes
 * to the courses of others.
 */
@Injectable()
export class CurriculumTransaction {
  constructor(
    private readonly courses: AuthoredCourseRepository,
    private readonly counters: CourseCountersRepository,
    private readonly curricula: Curricula,
    private readonly completeness: CompletenessCheck,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly changed: CatalogueChanges,
    private readonly record: RecordCurriculum,
  ) {}

  /**
   * @param expectedVersion the version of the curriculum that the change was made for; any unless given
   * @throws DomainError `curriculum-changed` when it is another by now, `curriculum-full`, `published-course-incomplete`, and
   * what the work throws
   */
  run<T>(who: Principal, courseId: string, work: () => Promise<T>, expectedVersion?: number): Promise<T> {
    return this.transactions.run(async () => {
      const { status, instructorId } = await this.begin(courseId, expectedVersion);
      const before = await this.curricula.outlineOf(courseId);
      const result = await this.record.around(who, { id: courseId, instructorId }, () =>
        status === 'published' ? this.completeness.around(courseId, work) : work(),
      );
      const after = await this.curricula.outlineOf(courseId);
      const sections = await this.curricula.sectionsOf(courseId);
      if (after.length > MAX_LESSONS || sections.length > MAX_SECTIONS)
        throw new DomainError(CurriculumErrors.tooMany);
      await this.counters.setTotals(courseId, totalsOf(after));
      if (denominatorsDiffer(before, after)) await this.outbox.publish(new CurriculumChanged({ courseId }));
      await this.changed.ofCourse(courseId);
      return result;
    });
  }

  private async begin(
    courseId: string,
    expectedVersion?: number,
  ): Promise<Pick<Course, 'status' | 'instructorId'>> {
    const course = await this.courses.countCurriculumChange(courseId, expectedVersion);
    if (course) return course;
    throw new DomainError(
      expectedVersion === undefined ? CourseErrors.notFound : CurriculumErrors.changedMeanwhile,
    );
  }
}
