import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import { Clock, Ids } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail } from '../../../audit/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import { CourseAccess } from '../../domain/course-access.js';
import { mayEdit } from '../../domain/course-policy.js';
import { CourseErrors } from '../../domain/course.errors.js';
import { CourseDeleted, CourseRestored } from '../../domain/course.events.js';
import type { Course } from '../../domain/course.js';
import { AuthoredCourseRepository } from '../../persistence/authored-course.repository.js';
import { LessonRepository } from '../../persistence/lesson.repository.js';
import { ReviewRepository } from '../../persistence/review.repository.js';
import { SectionRepository } from '../../persistence/section.repository.js';
import { CatalogueChanges } from '../catalogue-changes.js';
import { FindCourse } from './find-course.js';

/** Deletes courses with what belongs to them, and brings them back (A.7 cascades). Other modules follow the events. */
@Injectable()
export class DeleteCourse {
  constructor(
    private readonly find: FindCourse,
    private readonly courses: AuthoredCourseRepository,
    private readonly sections: SectionRepository,
    private readonly lessons: LessonRepository,
    private readonly reviews: ReviewRepository,
    private readonly access: CourseAccess,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly changed: CatalogueChanges,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Nobody loses what they paid for by it, administrators delete no such course either.
   *
   * @throws DomainError `course-not-found`, `course-paid-for`
   */
  execute(who: Principal, courseId: string): Promise<void> {
    return this.transactions.run(async () => {
      const course = await this.find.toEdit(who, courseId);
      const batch = { id: this.ids.uuid(), at: this.clock.now() };
      if (!(await this.courses.delete(courseId, batch))) throw new DomainError(CourseErrors.notFound);
      // Who is given a place changes the course, and so collides with this: nobody comes in between.
      if (await this.access.isPaidFor(courseId)) throw new DomainError(AuthoringErrors.paidFor);
      await this.sections.deleteOfCourse(courseId, batch);
      await this.lessons.deleteOfCourse(courseId, batch);
      await this.reviews.softDeleteOf(courseId, batch);
      await this.outbox.publish(new CourseDeleted({ courseId, batchId: batch.id }));
      await this.record('course.deleted', who, course);
      await this.changed.ofCourse(courseId);
    });
  }

  /**
   * Brings back exactly what the deletion took.
   *
   * @throws DomainError `course-not-found`, `course-not-deleted`
   */
  restore(who: Principal, courseId: string): Promise<Course> {
    return this.transactions.run(async () => {
      const { course, batchId } = await this.findDeleted(who, courseId);
      if ((await this.courses.restore(batchId)) === 0) throw new DomainError(AuthoringErrors.notDeleted);
      await this.sections.restore(batchId);
      await this.lessons.restore(batchId);
      await this.reviews.restore(batchId);
      await this.outbox.publish(new CourseRestored({ courseId, batchId }));
      await this.record('course.restored', who, course);
      await this.changed.ofCourse(courseId);
      return course;
    });
  }

  /** What authors do with their own courses is theirs. */
  private async record(
    action: 'course.deleted' | 'course.restored',
    { userId }: Principal,
    { id, instructorId }: Course,
  ): Promise<void> {
    if (userId === instructorId) return;
    const isDeleted = action === 'course.deleted';
    await this.audit.record({
      action,
      target: { type: 'course', id },
      subject: instructorId,
      before: { isDeleted: !isDeleted },
      after: { isDeleted },
    });
  }

  private async findDeleted(who: Principal, courseId: string): Promise<{ course: Course; batchId: string }> {
    const found = await this.courses.findDeleted(courseId);
    if (!found || !mayEdit(who, found.course)) throw new DomainError(CourseErrors.notFound);
    const { course, batchId } = found;
    if (!batchId) throw new DomainError(AuthoringErrors.notDeleted);
    return { course, batchId };
  }
}
