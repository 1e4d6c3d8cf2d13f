import { Injectable } from '@nestjs/common';
import { Permission, type Principal } from '../../../../common/access/index.js';
import { CommonErrors, DomainError } from '../../../../common/errors/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import type { CourseChanges } from '../../domain/course-values.js';
import type { Course } from '../../domain/course.js';
import type { MaterialValues } from '../../domain/material.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';
import { CatalogueChanges } from '../catalogue-changes.js';
import { assertAcyclic } from './acyclic-prerequisites.js';
import { CourseReferences } from './course-references.js';
import { FindCourse } from './find-course.js';
import { orTaken } from './free-address.js';

/** Edits a course, published ones too: payments keep what they were made for. */
@Injectable()
export class ChangeCourse {
  constructor(
    private readonly find: FindCourse,
    private readonly courses: AuthoredCourseRepository,
    private readonly references: CourseReferences,
    private readonly transactions: Transactions,
    private readonly changed: CatalogueChanges,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Only administrators choose what is featured.
   *
   * @throws DomainError `course-not-found`, `insufficient-permissions`, `slug-taken`, `capacity-too-small`, `prerequisite-cycle`, `unknown-category`,
   * `unknown-phase`, `unknown-prerequisite`
   */
  async execute(who: Principal, courseId: string, changes: CourseChanges): Promise<Course> {
    if (changes.isFeatured !== undefined && !who.permissions.has(Permission.ManageCatalogue))
      throw new DomainError(CommonErrors.insufficientPermissions);
    const work = this.transactions.run(async () => {
      const course = await this.find.toEdit(who, courseId);
      await this.references.check(who, added(course, changes));
      if (changes.prerequisites) await assertAcyclic(courseId, changes.prerequisites, this.courses);
      const now = await this.courses.changeValues(courseId, changes);
      if (!now) throw new DomainError(AuthoringErrors.capacityTooSmall);
      await this.changed.ofCourse(courseId);
      await this.record(who, course, changes, now);
      return now;
    });
    return orTaken(work, AuthoringErrors.slugTaken);
  }

  /**
   * Replaces the materials of a course; those named by their id keep it (000-26).
   *
   * @throws DomainError `course-not-found`
   */
  async setMaterials(
    who: Principal,
    courseId: string,
    materials: readonly MaterialValues[],
  ): Promise<Course> {
    return this.transactions.run(async () => {
      const course = await this.find.toEdit(who, courseId);
      const now = (await this.courses.setMaterials(courseId, materials)) ?? course;
      await this.changed.ofCourse(courseId);
      await this.record(who, course, { materials }, now);
      return now;
    });
  }

  /** What authors change of their own courses is theirs. */
  private async record(who: Principal, course: Course, changes: object, now: Course): Promise<void> {
    if (who.userId === course.instructorId) return;
    const named = (one: Course) =>
      Object.fromEntries(Object.entries(one).filter(([field]) => field in changes));
    await this.audit.record({
      action: 'course.updated',
      target: { type: 'course', id: course.id },
      subject: course.instructorId,
      before: named(course),
      after: named(now),
    });
  }
}

/** What a change refers to newly; what was there may stay, even if it couldn't be chosen any more. */
const added = (course: Course, { categoryId, phaseId, prerequisites }: CourseChanges): CourseChanges => ({
  ...(categoryId !== course.categoryId && { categoryId }),
  ...(phaseId !== course.phaseId && { phaseId }),
  prerequisites: prerequisites?.filter((id) => !course.prerequisites.includes(id)),
});
