import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import type { DomainEvent } from '../../../common/events/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { CourseStatistics } from '../../courses/index.js';
import { effectsOf, needsUnpaid, nextStatus, type Trigger } from '../domain/enrollment-states.js';
import type { Enrollment, EnrollmentStatus } from '../domain/enrollment.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { eventOf } from '../domain/enrollment-news.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import type { Dates } from '../persistence/new-enrollment.js';
import { Places } from './places.js';
import { SeatOffers } from './seat-offers.js';

const PAID_AND_HELD =
  'This place is paid for, and the payment is being checked. Wait for the outcome: an administrator accepts the payment or refunds it.';

export interface Cause {
  /** Who does it; nobody for the system. */
  readonly by?: string;
  readonly reason?: string;
  /** What changes with the state. */
  readonly dates?: Dates;
}

/** The one way in which an enrollment changes its state: by the table, with everything that hangs on it (A.7). */
@Injectable()
export class Transitions {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly places: Places,
    private readonly statistics: CourseStatistics,
    private readonly seats: SeatOffers,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes the state, the course's figures and whoever waits for the seat, and publishes what has happened; in the
   * caller's transaction if there is one.
   *
   * @throws DomainError `enrollment-state` when the table has no such transition or it needs a place that isn't paid for, `course-full` when it takes a seat and
   * there is none, `course-not-found` and `course-not-open` when the course is gone or closed, `conflict` when somebody else changed the state since it was read
   */
  async apply(enrollment: Enrollment, trigger: Trigger, cause: Cause = {}): Promise<EnrollmentStatus> {
    const { id, courseId, status: from } = enrollment;
    const to = nextStatus(from, trigger);
    if (!to)
      throw new DomainError(EnrollmentErrors.impossibleTransition, {
        detail: `The enrollment is ${from}, which does not allow this.`,
      });
    if (needsUnpaid(trigger) && enrollment.payment?.status === 'completed')
      throw new DomainError(EnrollmentErrors.impossibleTransition, { detail: PAID_AND_HELD });
    await this.transactions.run(async () => {
      const { by = null, reason = null, dates } = cause;
      const transition = { from, to, trigger, at: this.clock.now(), by, reason };
      const effects = effectsOf(from, to);
      // Before the first write, so that a caller whose transaction this is can go on without a seat.
      if (trigger === 'renewed') await this.places.hold(courseId, trigger);
      if (effects.seats > 0) await this.places.take(courseId, effects, { trigger });
      if (!(await this.enrollments.transition(id, transition, dates)))
        throw new DomainError(CommonErrors.conflict);
      await this.publish(eventOf({ ...enrollment, ...dates }, to, trigger));
      if (effects.seats <= 0 && effects.enrolled > 0) await this.places.take(courseId, effects, { trigger });
      else if (effects.seats < 0 || effects.enrolled < 0) await this.statistics.change(courseId, effects);
      if (effects.seats < 0) await this.seats.offerOne(courseId);
    });
    return to;
  }

  private async publish(event: DomainEvent | undefined): Promise<void> {
    if (event) await this.outbox.publish(event);
  }
}
