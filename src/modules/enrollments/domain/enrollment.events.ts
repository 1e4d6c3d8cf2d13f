import { domainEvent } from '../../../common/events/index.js';

interface Enrolled {
  readonly [key: string]: string;
  readonly enrollmentId: string;
  readonly userId: string;
  readonly courseId: string;
}

interface Since {
  /** When this time of access began; a pause doesn't begin another. Left out where it isn't known. */
  readonly since?: string;
}

/** A learner can begin: enrolled in a free course, granted, paid, back from a pause, or into what they have completed. */
export class EnrollmentActivated extends domainEvent<Enrolled & Since>('EnrollmentActivated') {}

/** A learner waits for a seat. */
export class EnrollmentWaitlisted extends domainEvent<Enrolled>('EnrollmentWaitlisted') {}

/** A seat became free for somebody who waited; a paid course is to be paid now. */
export class SeatOffered extends domainEvent<Enrolled>('SeatOffered') {}

/** All required lessons are done. */
export class EnrollmentCompleted extends domainEvent<Enrolled>('EnrollmentCompleted') {}

/** An enrollment ended otherwise; `status` says how: dropped, cancelled, refunded or expired. */
export class EnrollmentEnded extends domainEvent<Enrolled & { readonly status: string }>('EnrollmentEnded') {}

/** A learner has the certificate. */
export class CertificateIssued extends domainEvent<Enrolled & { readonly code: string }>(
  'CertificateIssued',
) {}

/** A certificate doesn't count any more. */
export class CertificateRevoked extends domainEvent<Enrolled & { readonly code: string }>(
  'CertificateRevoked',
) {}
