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
