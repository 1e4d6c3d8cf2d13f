import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Courses } from '../../courses/index.js';
import { hasEnded, nextStatus } from '../domain/enrollment-states.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { expiryOf, hasLapsed, isHeld, isRenewed, type Enrollment } from '../domain/enrollment.js';
import { viewOf, type PaymentSnapshot } from '../domain/payment-snapshot.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { Certificates } from './certificates.js';
import { Enroll } from './enroll.js';
import { Places } from './places.js';
import { Transitions } from './transitions.js';

/** What payments know of an enrollment. */
export type PaidFor = Pick<
  Enrollment,
  'id' | 'userId' | 'courseId' | 'status' | 'currentPaymentId' | 'enrolledAt' | 'activatedAt'
>;

/** What payments do with enrollments. Everything joins the caller's transaction. */
@Injectable()
export class Enrollments {
  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly transitions: Transitions,
    private readonly places: Places,
    private readonly enroll: Enroll,
    private readonly certificates: Certificates,
    private readonly courses: Courses,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Also one that went with its course: what it has brought until then counts. */
  async find(enrollmentId: string): Promise<PaidFor | undefined> {
    return this.enrollments.findEvenDeleted(enrollmentId);
  }

  /** As {@link find}, by id. */
  findMany(enrollmentIds: readonly string[]): Promise<ReadonlyMap<string, PaidFor>> {
    return this.enrollments.findManyEvenDeleted(enrollmentIds);
  }

  /**
   * For checkout: the pending enrollment of a learner in a paid course, made or re-opened; the completed one of who buys
   * access anew.
   *
   * @returns besides, whether it is paid for already and waits for somebody who accepts that; and whether the course must be
   * held for it, with {@link holdCourse}: not when the place was taken just now, nor when a payment is open, which the
   * deletion of a course heeds
   * @throws DomainError `email-not-verified`, `course-not-found`, `course-not-open`, `course-free`, `already-enrolled`,
   * `prerequisites-missing`; `course-full` when there is no seat or the learner waits for one
   */
  async openForPayment(input: {
    userId: string;
    emailVerified: boolean;
    courseId: string;
  }): Promise<{ enrollmentId: string; isPaid: boolean; mustHold: boolean }> {
    const { enrollment, isTaken } = await this.enroll.forPayment(input);
    return {
      enrollmentId: enrollment.id,
      isPaid: enrollment.payment?.status === 'completed' && isHeld(enrollment),
      mustHold: !isTaken && enrollment.payment?.status !== 'pending',
    };
  }

  /**
   * Sees to it that a course isn't deleted or closed while a payment for it is begun. The last step of that: all who hold
   * one course wait for each other from then on.
   *
   * @throws DomainError `course-not-found`, `course-not-open`
   */
  holdCourse(courseId: string): Promise<void> {
    return this.places.hold(courseId, 'enrolled-paid');
  }

  /**
   * Gives access for a payment; one effect however often it is called.
   *
   * @returns `refused` when access can't be given any more: the course or the enrollment is gone, its seats are taken, or
   * the learner has access through another payment or for nothing. The money is to be given back then.
   */
  async activatePaid({
    enrollmentId,
    payment,
  }: {
    enrollmentId: string;
    payment: PaymentSnapshot;
  }): Promise<'activated' | 'already-active' | 'refused'> {
    try {
      return await this.transactions.run(async () => {
        const enrollment = await this.enrollments.findById(enrollmentId);
        const course = enrollment && (await this.courses.find(enrollment.courseId));
        if (!enrollment || !course) return 'refused';
        const isCurrent = enrollment.currentPaymentId === payment.paymentId;
        const isKnown = isCurrent && enrollment.payment?.status === 'completed' && !isHeld(enrollment);
        const at = this.clock.now();
        const isRenewal = hasLapsed(enrollment, at);
        if (isRenewal ? isKnown : !nextStatus(enrollment.status, 'paid'))
          return isKnown ? 'already-active' : 'refused';
        if (isCurrent && enrollment.payment?.status === 'refunded') return 'refused';
        const dates = {
          activatedAt: at,
          expiresAt: expiryOf(course.accessDays, at),
          // What was granted since, and has ended, isn't what was paid for.
          ...((isRenewal || hasEnded(enrollment.status)) && { accessLevel: 'full' as const }),
        };
        if (isRenewal)
          await this.transitions.apply(enrollment, 'renewed', { dates: { ...dates, enrolledAt: at } });
        else await this.transitions.apply(enrollment, 'paid', { dates: { ...dates, completedAt: null } });
        await this.enrollments.setCurrentPayment(enrollmentId, viewOf(payment));
        return 'activated';
      });
    } catch (error) {
      if (DomainError.is(error, EnrollmentErrors.courseFull)) return 'refused';
      throw error;
    }
  }

  /** Shows on the enrollment what became of its current payment; of another one, nothing (X13, X14). */
  async projectPayment(input: { enrollmentId: string; payment: PaymentSnapshot }): Promise<void> {
    await this.enrollments.projectPayment(input.enrollmentId, viewOf(input.payment));
  }

  /** Makes a payment the one that the enrollment shows and depends on. */
  async setCurrentPayment(input: { enrollmentId: string; payment: PaymentSnapshot }): Promise<void> {
    await this.enrollments.setCurrentPayment(input.enrollmentId, viewOf(input.payment));
  }

  /** Whether a payment is the current one of a place that nobody has opened or ended since. */
  async isHeld({ enrollmentId, paymentId }: { enrollmentId: string; paymentId: string }): Promise<boolean> {
    const enrollment = await this.enrollments.findById(enrollmentId);
    if (!enrollment || enrollment.currentPaymentId !== paymentId) return false;
    return isHeld(enrollment) && !hasEnded(enrollment.status);
  }

  /**
   * After a full refund: access ends, and a certificate with it, unless that was earned in an earlier time of access; who
   * hadn't been given any gives their place back. Of another than the current payment, nothing.
   */
  async endRefunded({ enrollmentId, paymentId }: { enrollmentId: string; paymentId: string }): Promise<void> {
    await this.transactions.run(async () => {
      const enrollment = await this.enrollments.findById(enrollmentId);
      if (!enrollment || enrollment.currentPaymentId !== paymentId) return;
      if (enrollment.status === 'pending')
        return void (await this.transitions.apply(enrollment, 'refused', { reason: 'Refunded' }));
      if (isHeld(enrollment) || !nextStatus(enrollment.status, 'refunded')) return;
      if (isRenewed(enrollment)) {
        const now = this.clock.now();
        // It is over already: by its end, or by another part of the money.
        if (hasLapsed(enrollment, now)) return;
        const dates = { expiresAt: now };
        await this.transitions.apply(enrollment, 'renewal-refunded', { dates });
        return;
      }
      await this.transitions.apply(enrollment, 'refunded');
      await this.certificates.revokeRefunded(enrollment);
    });
  }

  /**
   * When a checkout has timed out. Only if that payment is still the current one.
   *
   * @returns whether the enrollment was cancelled
   */
  async cancelUnpaid({
    enrollmentId,
    paymentId,
  }: {
    enrollmentId: string;
    paymentId: string;
  }): Promise<boolean> {
    return this.transactions.run(async () => {
      const enrollment = await this.enrollments.findById(enrollmentId);
      if (enrollment?.status !== 'pending' || enrollment.currentPaymentId !== paymentId) return false;
      await this.transitions.apply(enrollment, 'checkout-timed-out');
      return true;
    });
  }
}
