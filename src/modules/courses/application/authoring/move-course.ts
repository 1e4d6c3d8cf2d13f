import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../../common/access/index.js';
import { DomainError } from '../../../../common/errors/index.js';
import type { DomainEvent } from '../../../../common/events/index.js';
import { Clock } from '../../../../infra/clock/index.js';
import { Transactions } from '../../../../infra/mongo/index.js';
import { Outbox } from '../../../../infra/outbox/index.js';
import { AuditTrail, type AuditAction } from '../../../audit/index.js';
import { AuthoringErrors } from '../../domain/authoring.errors.js';
import { COURSE_MOVES, moveCourse, type CourseMove } from '../../domain/course-lifecycle.js';
import {
  CourseArchived,
  CoursePublished,
  CourseRejected,
  CourseSubmitted,
} from '../../domain/course.events.js';
import type { Course } from '../../domain/course.js';
import { AuthoredCourseRepository, type StatusChange } from '../../persistence/authored-course.repository.js';
import { CatalogueChanges } from '../catalogue-changes.js';
import { CompletenessCheck } from '../curriculum/completeness-check.js';
import { FindCourse } from './find-course.js';

/** Takes a course from state to state (A.7). Each change is conditional on where the course is at that moment. */
@Injectable()
export class MoveCourse {
  constructor(
    private readonly find: FindCourse,
    private readonly courses: AuthoredCourseRepository,
    private readonly completeness: CompletenessCheck,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly changed: CatalogueChanges,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * The instructor asks for a review.
   *
   * @throws DomainError `course-not-found`, `wrong-course-status`, `course-incomplete`
   */
  submit(who: Principal, courseId: string): Promise<Course> {
    return this.transactions.run(async () => {
      const course = await this.find.toEdit(who, courseId);
      const set = { submittedAt: this.clock.now(), submittedVersion: course.version, rejection: null };
      const { instructorId } = course;
      const moved = await this.move(
        who,
        course,
        'submit',
        set,
        new CourseSubmitted({ courseId, instructorId }),
      );
      await this.completeness.beforeOffering(courseId);
      return moved;
    });
  }

  /**
   * A moderator lets everybody find and buy the course as they saw it.
   *
   * @param version what they saw; without it, they can only mean what was submitted
   * @throws DomainError `course-not-found`, `wrong-course-status`, `course-changed`, `course-incomplete`
   */
  publish(who: Principal, courseId: string, version?: number): Promise<Course> {
    return this.transactions.run(async () => {
      const course = await this.find.toRead(who, courseId);
      moveCourse(course.status, 'publish');
      if (course.version !== (version ?? course.submittedVersion))
        throw new DomainError(AuthoringErrors.changed);
      const { instructorId } = course;
      const set = { publishedAt: course.publishedAt ?? this.clock.now() };
      const moved = await this.move(
        who,
        course,
        'publish',
        set,
        new CoursePublished({ courseId, instructorId }),
      );
      await this.completeness.beforeOffering(courseId);
      return moved;
    });
  }

  /**
   * A moderator sends the course back.
   *
   * @throws DomainError `course-not-found`, `wrong-course-status`
   */
  reject(who: Principal, courseId: string, reason: string): Promise<Course> {
    return this.transactions.run(async () => {
      const course = await this.find.toRead(who, courseId);
      const { instructorId } = course;
      const rejection = { reason, by: who.userId, at: this.clock.now() };
      const event = new CourseRejected({ courseId, instructorId, reason });
      return this.move(who, course, 'reject', { rejection }, event);
    });
  }

  /**
   * The course isn't offered any more; who has it keeps it.
   *
   * @throws DomainError `course-not-found`, `wrong-course-status`
   */
  archive(who: Principal, courseId: string): Promise<Course> {
    return this.transactions.run(async () => {
      const course = await this.find.toEdit(who, courseId);
      return this.move(
        who,
        course,
        'archive',
        { archivedAt: this.clock.now() },
        new CourseArchived({ courseId }),
      );
    });
  }

  /**
   * The course is offered again. In the archive its curriculum may have become anything.
   *
   * @throws DomainError `course-not-found`, `wrong-course-status`, `course-incomplete`
   */
  unarchive(who: Principal, courseId: string): Promise<Course> {
    return this.transactions.run(async () => {
      const course = await this.find.toEdit(who, courseId);
      const moved = await this.move(who, course, 'unarchive', { archivedAt: null });
      await this.completeness.beforeOffering(courseId);
      return moved;
    });
  }

  private async move(
    who: Principal,
    course: Course,
    move: CourseMove,
    set: StatusChange,
    ...events: DomainEvent[]
  ): Promise<Course> {
    moveCourse(course.status, move);
    const moved = await this.courses.move(course, COURSE_MOVES[move], set);
    if (!moved) throw new DomainError(AuthoringErrors.wrongStatus);
    await this.outbox.publish(...events);
    await this.record(who, course, move, set);
    await this.changed.ofCourse(course.id);
    return moved;
  }

  /** What authors do with their own courses is theirs, but not whether others may see them. */
  private async record(who: Principal, course: Course, move: CourseMove, set: StatusChange): Promise<void> {
    const action = RECORDED[move];
    const decides = move === 'publish' || move === 'reject';
    if (!decides && who.userId === course.instructorId) return;
    await this.audit.record({
      action,
      target: { type: 'course', id: course.id },
      subject: course.instructorId,
      before: { status: course.status },
      after: { status: COURSE_MOVES[move].to, reason: set.rejection?.reason },
    });
  }
}

const RECORDED: Record<CourseMove, AuditAction> = {
  submit: 'course.submitted',
  publish: 'course.published',
  reject: 'course.rejected',
  archive: 'course.archived',
  unarchive: 'course.unarchived',
};
