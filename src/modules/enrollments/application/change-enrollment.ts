import { Injectable } from '@nestjs/common';
import type { Principal } from '../../../common/access/index.js';
import { DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { AuditTrail } from '../../audit/index.js';
import { nextStatus, type Trigger } from '../domain/enrollment-states.js';
import { EnrollmentErrors } from '../domain/enrollment.errors.js';
import { effectiveStatus, type Enrollment, type GrantedLevel } from '../domain/enrollment.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { EnrollmentPolicy, managesAll } from './enrollment-policy.js';
import { Transitions } from './transitions.js';

/** What learners and administrators do with an enrollment that is there. */
@Injectable()
export class ChangeEnrollment {
  constructor(
    private readonly policy: EnrollmentPolicy,
    private readonly enrollments: EnrollmentRepository,
    private readonly transitions: Transitions,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Cancels what was never active. Only administrators cancel what is: learners drop it.
   *
   * @throws DomainError `enrollment-not-found`, `enrollment-state`
   */
  cancel(principal: Principal, enrollmentId: string, reason?: string): Promise<void> {
    return this.change(principal, enrollmentId, reason, ({ status }) =>
      managesAll(principal) && nextStatus(status, 'revoked') ? 'revoked' : 'cancelled',
    );
  }

  /** @throws DomainError `enrollment-not-found`, `enrollment-state` */
  pause(principal: Principal, enrollmentId: string): Promise<void> {
    return this.change(principal, enrollmentId, undefined, () => 'paused');
  }

  /** @throws DomainError `enrollment-not-found`, `enrollment-state` */
  resume(principal: Principal, enrollmentId: string): Promise<void> {
    return this.change(principal, enrollmentId, undefined, () => 'resumed');
  }

  /** @throws DomainError `enrollment-not-found`, `enrollment-state` */
  drop(principal: Principal, enrollmentId: string, reason?: string): Promise<void> {
    return this.change(principal, enrollmentId, reason, () => 'dropped');
  }

  /** @throws DomainError `enrollment-not-found` */
  setAccessLevel(enrollmentId: string, accessLevel: GrantedLevel): Promise<void> {
    return this.transactions.run(async () => {
      const enrollment = await this.enrollments.findById(enrollmentId);
      if (!enrollment || !(await this.enrollments.setAccessLevel(enrollmentId, accessLevel)))
        throw new DomainError(EnrollmentErrors.notFound);
      await this.audit.record({
        action: 'enrollment.changed',
        target: { type: 'enrollment', id: enrollmentId },
        subject: enrollment.userId,
        before: { accessLevel: enrollment.accessLevel },
        after: { accessLevel, courseId: enrollment.courseId },
      });
    });
  }

  private change(
    principal: Principal,
    enrollmentId: string,
    reason: string | undefined,
    triggerFor: (enrollment: Enrollment) => Trigger,
  ): Promise<void> {
    return this.transactions.run(async () => {
      const enrollment = await this.policy.manageable(principal, enrollmentId);
      const status = effectiveStatus(enrollment, this.clock.now());
      const trigger = triggerFor({ ...enrollment, status });
      const cause = { by: principal.userId, reason };
      const to = await this.transitions.apply({ ...enrollment, status }, trigger, cause);
      if (enrollment.userId !== principal.userId)
        await this.audit.record({
          action: to === 'cancelled' ? 'enrollment.cancelled' : 'enrollment.changed',
          target: { type: 'enrollment', id: enrollmentId },
          subject: enrollment.userId,
          before: { status },
          after: { status: to, courseId: enrollment.courseId, reason },
        });
    });
  }
}
