import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import type { CourseInfo } from '../../courses/index.js';
import { eventOf } from '../domain/enrollment-news.js';
import { effectsOf, hasEnded, nextStatus, type Trigger } from '../domain/enrollment-states.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import {
  effectiveStatus,
  expiryOf,
  hasLapsed,
  type Enrollment,
  type EnrollmentStatus,
  type GrantedLevel,
} from '../domain/enrollment.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import type { Dates } from '../persistence/new-enrollment.js';
import { Admission, type Applicant } from './admission.js';
import { Places } from './places.js';
import type { EnrollmentCard } from './read-enrollments.js';
import { Transitions } from './transitions.js';

export interface Grant {
  readonly userId: string;
  readonly courseId: string;
  readonly accessLevel: GrantedLevel;
  readonly by: string;
}

/** What somebody does who enrolls again. */
const HINTS: Partial<Record<EnrollmentStatus, string>> = {
  pending: ' Pay for it at `POST /api/v1/payments/checkout`.',
  waitlisted: ' You are told as soon as there is a seat.',
  paused: ' Go on with it at `POST /api/v1/enrollments/{id}/resume`.',
};

interface Opening {
  readonly userId: string;
  readonly course: CourseInfo;
  readonly trigger: Trigger;
  readonly by: string;
  readonly accessLevel: GrantedLevel;
  /** Whether to wait when there is no seat. */
  readonly mayWait: boolean;
}

type Reopening = Pick<Opening, 'course' | 'trigger' | 'by' | 'accessLevel'>;

/**
 * Gives a learner a place in a course: one document a pair, whatever happens at the same time (000-30, X12). Who comes
 * back after an end gets the same document.
 */
@Injectable()
export class Enroll {
  constructor(
    private readonly admission: Admission,
    private readonly enrollments: EnrollmentRepository,
    private readonly transitions: Transitions,
    private readonly places: Places,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /**
   * A learner enrolls: a free course begins at once, a paid one is to be paid, a full one is waited for.
   *
   * @throws DomainError `email-not-verified`, `course-not-found`, `course-not-open`, `prerequisites-missing`,
   * `already-enrolled`, `course-full` for somebody who comes back
   */
  async execute({ userId, emailVerified, courseId }: Applicant): Promise<EnrollmentCard> {
    const course = await this.admission.check({ userId, emailVerified, courseId });
    const trigger = course.price.amount === 0 ? 'enrolled-free' : 'enrolled-paid';
    const enrollment = await this.open({
      userId,
      course,
      trigger,
      by: userId,
      accessLevel: 'full',
      mayWait: true,
    });
    return { enrollment, course };
  }

  /**
   * As {@link execute} for a paid course; gives the one that is to be paid when there is one, and the completed one of who
   * buys access anew.
   *
   * @returns besides, whether it was taken just now, by a change of the course; if not, nothing was changed
   */
  async forPayment({
    userId,
    emailVerified,
    courseId,
  }: Applicant): Promise<{ enrollment: Enrollment; isTaken: boolean }> {
    const course = await this.admission.check({ userId, emailVerified, courseId });
    if (course.price.amount === 0) throw new DomainError(EnrollmentErrors.courseFree);
    const existing = await this.enrollments.findOfPair(userId, courseId);
    // Who has completed the course stays where they are until they have paid.
    if (existing?.status === 'pending' || (existing && hasLapsed(existing, this.clock.now())))
      return { enrollment: existing, isTaken: false };
    if (existing?.status === 'waitlisted')
      throw new DomainError(EnrollmentErrors.courseFull, {
        detail: 'You are waiting for a seat. Pay when one is offered.',
      });
    const opening = { userId, course, trigger: 'enrolled-paid', by: userId, accessLevel: 'full' } as const;
    const enrollment = existing
      ? await this.reopen(existing, opening)
      : await this.open({ ...opening, mayWait: false });
    return { enrollment, isTaken: true };
  }

  /** An administrator gives access for nothing, whatever the course asks for. */
  async grant({ userId, courseId, accessLevel, by }: Grant): Promise<EnrollmentCard> {
    const course = await this.admission.checkGrant({ userId, courseId });
    const enrollment = await this.open({
      userId,
      course,
      trigger: 'granted',
      by,
      accessLevel,
      mayWait: false,
    });
    return { enrollment, course };
  }

  /** Most who enroll do so for the first time, so the first attempt doesn't look; one that was in vain does. */
  private open(opening: Opening): Promise<Enrollment> {
    let attempts = 0;
    return this.transactions.run(async () => {
      const existing =
        attempts++ === 0 ? undefined : await this.enrollments.findOfPair(opening.userId, opening.course.id);
      const enrollment = existing ? await this.reopen(existing, opening) : await this.create(opening);
      if (opening.trigger === 'granted') await this.recordGrant(enrollment);
      return enrollment;
    });
  }

  private recordGrant({ id, userId, courseId, accessLevel, status }: Enrollment): Promise<void> {
    return this.audit.record({
      action: 'enrollment.granted',
      target: { type: 'enrollment', id },
      subject: userId,
      after: { courseId, accessLevel, status },
    });
  }

  private async create(opening: Opening): Promise<Enrollment> {
    const { userId, course, trigger, by, accessLevel } = opening;
    // Where seats are limited they decide what is made; elsewhere, and for who waits for one, the course is changed last,
    // because everybody who enrolls in it waits for that.
    const isLimited = course.capacity !== null;
    const cause = !isLimited || (await this.takeSeat(opening)) ? trigger : 'no-seat';
    const status = nextStatus('none', cause)!;
    const enrollment = await this.enrollments.create({
      userId,
      courseId: course.id,
      status,
      trigger: cause,
      by,
      ...this.beginning(status, course, accessLevel),
    });
    const event = eventOf(enrollment, status, cause);
    if (event) await this.outbox.publish(event);
    if (!isLimited) await this.places.take(course.id, effectsOf('none', status), { trigger, isLimited });
    if (cause === 'no-seat') await this.places.hold(course.id, cause);
    return enrollment;
  }

  /** @returns whether there was a seat; false for somebody who waits for one */
  private async takeSeat({ course, trigger, mayWait }: Opening): Promise<boolean> {
    try {
      await this.places.take(course.id, effectsOf('none', nextStatus('none', trigger)!), { trigger });
      return true;
    } catch (error) {
      if (!mayWait || !DomainError.is(error, EnrollmentErrors.courseFull)) throw error;
      return false;
    }
  }

  private async reopen(
    existing: Enrollment,
    { course, trigger, by, accessLevel }: Reopening,
  ): Promise<Enrollment> {
    const now = this.clock.now();
    const status = effectiveStatus(existing, now);
    if (hasLapsed(existing, now)) return this.renew(existing, { course, trigger, by, accessLevel });
    if (!hasEnded(status))
      throw new DomainError(EnrollmentErrors.alreadyEnrolled, {
        detail: `There is an enrollment in this course already, ${existing.id}: it is ${status}.${HINTS[status] ?? ''}`,
      });
    // Access has ended by the clock; that is written down first.
    if (status !== existing.status) await this.transitions.apply(existing, 'expired');
    const dates = { ...this.beginning(nextStatus(status, trigger)!, course, accessLevel), completedAt: null };
    await this.transitions.apply({ ...existing, status }, trigger, { by, dates });
    return (await this.enrollments.findById(existing.id))!;
  }

  /** Opens anew what was completed: completion, progress and certificate stay as they are. */
  private async renew(
    existing: Enrollment,
    { course, trigger, by, accessLevel }: Reopening,
  ): Promise<Enrollment> {
    if (trigger === 'enrolled-paid')
      throw new DomainError(EnrollmentErrors.alreadyEnrolled, {
        detail: `You have completed this course, ${existing.id}, and your access has ended.${HINTS.pending}`,
      });
    const dates = this.beginning('active', course, accessLevel);
    await this.transitions.apply(existing, 'renewed', { by, dates });
    return (await this.enrollments.findById(existing.id))!;
  }

  private beginning(
    status: string,
    course: CourseInfo,
    accessLevel: GrantedLevel,
  ): Dates & { enrolledAt: Date } {
    const now = this.clock.now();
    const isActive = status === 'active';
    return {
      accessLevel,
      enrolledAt: now,
      activatedAt: isActive ? now : null,
      expiresAt: isActive ? expiryOf(course.accessDays, now) : null,
    };
  }
}
