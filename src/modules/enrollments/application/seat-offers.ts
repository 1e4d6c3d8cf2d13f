import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { CourseStatistics, Courses } from '../../courses/index.js';
import { eventOf } from '../domain/enrollment-news.js';
import { effectsOf } from '../domain/enrollment-states.js';
import { expiryOf } from '../domain/enrollment.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';

/** Gives free seats to those who wait for them, in the order in which they came (A.7). */
@Injectable()
export class SeatOffers {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly courses: Courses,
    private readonly statistics: CourseStatistics,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Gives one seat to whoever has waited longest: a free course begins, a paid one is to be paid.
   *
   * @returns whether somebody waited and there was a seat
   */
  offerOne(courseId: string): Promise<boolean> {
    return this.transactions.run(async () => {
      const waiting = await this.enrollments.findFirstWaiting(courseId);
      const course = waiting && (await this.courses.find(courseId));
      if (!waiting || !course?.isOpen) return false;
      const at = this.clock.now();
      const isFree = course.price.amount === 0;
      const to = isFree ? 'active' : 'pending';
      const effects = effectsOf(waiting.status, to);
      if (!(await this.statistics.change(courseId, effects, { isOpen: true }))) return false;
      const trigger = isFree ? 'seat-freed-free' : 'seat-freed-paid';
      const transition = { from: waiting.status, to, trigger, at, by: null, reason: null } as const;
      const dates = isFree ? { activatedAt: at, expiresAt: expiryOf(course.accessDays, at) } : {};
      if (!(await this.enrollments.transition(waiting.id, transition, dates)))
        throw new DomainError(CommonErrors.conflict);
      await this.outbox.publish(eventOf(waiting, to, trigger)!);
      return true;
    });
  }

  /** Gives away all free seats that somebody waits for, such as those of a course that takes more learners now. */
  async offerAll(signal: AbortSignal): Promise<number> {
    let offered = 0;
    for (const courseId of await this.enrollments.coursesWaitedFor())
      while (!signal.aborted && (await this.offerOne(courseId))) offered++;
    return offered;
  }
}
