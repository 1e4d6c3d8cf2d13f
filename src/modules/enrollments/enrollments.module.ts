import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AuditModule } from '../audit/index.js';
import { CourseAccess, CoursesModule } from '../courses/index.js';
import { LearnerFigures, UsersModule } from '../users/index.js';
import { CertificatesController } from './api/certificates.controller.js';
import { EnrollmentsController } from './api/enrollments.controller.js';
import { HeldCertificatesController } from './api/held-certificates.controller.js';
import { OwnCertificateController } from './api/own-certificate.controller.js';
import { OwnEnrollmentsController } from './api/own-enrollments.controller.js';
import { RosterController } from './api/roster.controller.js';
import { StudyController } from './api/study.controller.js';
import { Admission } from './application/admission.js';
import { CertificatePdf } from './application/certificate-pdf.js';
import { Certificates } from './application/certificates.js';
import { CheckCounts } from './application/check-counts.js';
import { ChangeEnrollment } from './application/change-enrollment.js';
import { CourseRoster } from './application/course-roster.js';
import { EndOverdue } from './application/end-overdue.js';
import { Enroll } from './application/enroll.js';
import { EnrollmentAccess } from './application/enrollment-access.js';
import { EnrollmentFigures } from './application/enrollment-figures.js';
import { EnrollmentPolicy } from './application/enrollment-policy.js';
import { EnrollmentReports } from './application/enrollment-reports.js';
import { Enrollments } from './application/enrollments.js';
import { FollowCourse } from './application/follow-course.js';
import { IssueCertificate } from './application/issue-certificate.js';
import { LessonDesk } from './application/lesson-desk.js';
import { OwnCertificate } from './application/own-certificate.js';
import { Places } from './application/places.js';
import { ReadEnrollments } from './application/read-enrollments.js';
import { ReadProgress } from './application/read-progress.js';
import { RecountProgress } from './application/recount-progress.js';
import { SeatOffers } from './application/seat-offers.js';
import { StudyLesson } from './application/study-lesson.js';
import { StudyPersonalData } from './application/study-personal-data.js';
import { StudyRetention } from './application/study-retention.js';
import { StudyWeeks } from './application/study-weeks.js';
import { Transitions } from './application/transitions.js';
import { VerifyCertificate } from './application/verify-certificate.js';
import { EnrollmentActivityHandler } from './jobs/activity.handler.js';
import { EnrollmentHandlers } from './jobs/enrollment-handlers.js';
import { EnrollmentSchedules } from './jobs/enrollment-schedules.js';
import { CertificateRepository } from './persistence/certificate.repository.js';
import { CERTIFICATE_MODEL, certificateSchema } from './persistence/certificate.schema.js';
import { EnrollmentReportsRepository } from './persistence/enrollment-reports.repository.js';
import { EnrollmentRepository } from './persistence/enrollment.repository.js';
import { ENROLLMENT_MODEL, enrollmentSchema } from './persistence/enrollment.schema.js';
import { LessonProgressRepository } from './persistence/lesson-progress.repository.js';
import { LESSON_PROGRESS_MODEL, lessonProgressSchema } from './persistence/lesson-progress.schema.js';
import { StudyPersonalDataRepository } from './persistence/study-personal-data.repository.js';
import { StudyWeekRepository } from './persistence/study-week.repository.js';
import { NOTEBOOK_CONTROLLERS, NOTEBOOK_MODELS, NOTEBOOK_PROVIDERS } from './notebook.parts.js';

const CONTROLLERS = [
  EnrollmentsController,
  OwnEnrollmentsController,
  RosterController,
  StudyController,
  OwnCertificateController,
  HeldCertificatesController,
  CertificatesController,
];

const REPOSITORIES = [
  EnrollmentRepository,
  LessonProgressRepository,
  CertificateRepository,
  EnrollmentReportsRepository,
  StudyWeekRepository,
];

const ENROLLING = [
  Admission,
  ChangeEnrollment,
  CheckCounts,
  CourseRoster,
  EndOverdue,
  Enroll,
  EnrollmentPolicy,
  FollowCourse,
  Places,
  ReadEnrollments,
  SeatOffers,
  Transitions,
];

const STUDYING = [LessonDesk, ReadProgress, RecountProgress, StudyLesson];

const CERTIFYING = [CertificatePdf, Certificates, IssueCertificate, OwnCertificate, VerifyCertificate];

const JOBS = [EnrollmentHandlers, EnrollmentActivityHandler, EnrollmentSchedules];

/** What other modules may use. */
const FACADE = [EnrollmentReports, Enrollments, StudyWeeks];

/** Global, because courses ask it who may open what, and users who learns how much, without knowing it. */
@Global()
@Module({
  imports: [
    AuditModule,
    CoursesModule,
    UsersModule,
    MongooseModule.forFeature([
      { name: ENROLLMENT_MODEL, schema: enrollmentSchema },
      { name: LESSON_PROGRESS_MODEL, schema: lessonProgressSchema },
      { name: CERTIFICATE_MODEL, schema: certificateSchema },
      ...NOTEBOOK_MODELS,
    ]),
  ],
  controllers: [...CONTROLLERS, ...NOTEBOOK_CONTROLLERS],
  providers: [
    ...REPOSITORIES,
    ...ENROLLING,
    ...STUDYING,
    ...NOTEBOOK_PROVIDERS,
    ...CERTIFYING,
    ...JOBS,
    ...FACADE,
    EnrollmentAccess,
    StudyPersonalData,
    StudyPersonalDataRepository,
    StudyRetention,
    { provide: CourseAccess, useExisting: EnrollmentAccess },
    EnrollmentFigures,
    { provide: LearnerFigures, useExisting: EnrollmentFigures },
  ],
  exports: [CourseAccess, LearnerFigures, ...FACADE],
})
export class EnrollmentsModule {}
