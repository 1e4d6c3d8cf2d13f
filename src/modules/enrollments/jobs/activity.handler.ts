import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { AuditTrail, type AuditAction } from '../../audit/index.js';
import {
  CertificateIssued,
  EnrollmentActivated,
  EnrollmentCompleted,
  EnrollmentEnded,
} from '../domain/enrollment.events.js';

interface Enrolled {
  readonly enrollmentId: string;
  readonly userId: string;
  readonly courseId: string;
}

/** Shows learners among their own activity what became of their enrollments (002-30). */
@Injectable()
export class EnrollmentActivityHandler {
  constructor(private readonly audit: AuditTrail) {}

  @OnEvent(EnrollmentActivated, { name: 'enrollments.show-activated' })
  activated(event: ReceivedEvent<EnrollmentActivated>): Promise<void> {
    return this.show('enrollment.activated', event, event.payload);
  }

  @OnEvent(EnrollmentCompleted, { name: 'enrollments.show-completed' })
  completed(event: ReceivedEvent<EnrollmentCompleted>): Promise<void> {
    return this.show('enrollment.completed', event, event.payload);
  }

  @OnEvent(EnrollmentEnded, { name: 'enrollments.show-ended' })
  ended(event: ReceivedEvent<EnrollmentEnded>): Promise<void> {
    return this.show('enrollment.ended', event, event.payload, { status: event.payload.status });
  }

  @OnEvent(CertificateIssued, { name: 'enrollments.show-certified' })
  certified(event: ReceivedEvent<CertificateIssued>): Promise<void> {
    return this.show('certificate.issued', event, event.payload);
  }

  private show(
    action: AuditAction,
    { id }: ReceivedEvent,
    { enrollmentId, userId, courseId }: Enrolled,
    details: object = {},
  ): Promise<void> {
    return this.audit.record({
      action,
      target: { type: 'enrollment', id: enrollmentId },
      subject: userId,
      after: { courseId, ...details },
      key: `event/${id}`,
    });
  }
}
