export { EnrollmentReports } from './application/enrollment-reports.js';
export { Enrollments } from './application/enrollments.js';
export { EnrollmentErrors } from './domain/enrollment.errors.js';
export type { PaymentSnapshot } from './domain/payment-snapshot.js';
export { StudyWeeks, type StudyWeek } from './application/study-weeks.js';
export { EnrollmentsModule } from './enrollments.module.js';
export {
  CertificateIssued,
  CertificateRevoked,
  EnrollmentActivated,
  EnrollmentCompleted,
  EnrollmentEnded,
  EnrollmentWaitlisted,
  SeatOffered,
} from './domain/enrollment.events.js';
