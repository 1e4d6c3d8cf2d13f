import { Global, Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { CourseAccess, CoursesModule } from '../courses/index.js';
import { UsersModule } from '../users/index.js';
import { Admission } from './application/admission.js';
import { Certificates } from './application/certificates.js';
import { CourseFigures } from './application/course-figures.js';
import { Enroll } from './application/enroll.js';
import { EnrollmentAccess } from './application/enrollment-access.js';
import { EnrollmentReports } from './application/enrollment-reports.js';
import { Enrollments } from './application/enrollments.js';
import { SeatOffers } from './application/seat-offers.js';
import { StudyWeeks } from './application/study-weeks.js';
import { Transitions } from './application/transitions.js';
import { CertificateRepository } from './persistence/certificate.repository.js';
import { CERTIFICATE_MODEL, certificateSchema } from './persistence/certificate.schema.js';
import { EnrollmentReportsRepository } from './persistence/enrollment-reports.repository.js';
import { EnrollmentRepository } from './persistence/enrollment.repository.js';
import { ENROLLMENT_MODEL, enrollmentSchema } from './persistence/enrollment.schema.js';
import { LessonProgressRepository } from './persistence/lesson-progress.repository.js';
import { LESSON_PROGRESS_MODEL, lessonProgressSchema } from './persistence/lesson-progress.schema.js';
import { StudyWeekRepository } from './persistence/study-week.repository.js';

/** Global, because courses ask it who may open what without knowing it. */
@Global()
@Module({
  imports: [
    CoursesModule,
    UsersModule,
    MongooseModule.forFeature([
      { name: ENROLLMENT_MODEL, schema: enrollmentSchema },
      { name: LESSON_PROGRESS_MODEL, schema: lessonProgressSchema },
      { name: CERTIFICATE_MODEL, schema: certificateSchema },
    ]),
  ],
  providers: [
    EnrollmentRepository,
    LessonProgressRepository,
    CertificateRepository,
    EnrollmentReportsRepository,
    StudyWeekRepository,
    Admission,
    Certificates,
    CourseFigures,
    Enroll,
    EnrollmentAccess,
    EnrollmentReports,
    Enrollments,
    SeatOffers,
    StudyWeeks,
    Transitions,
    { provide: CourseAccess, useExisting: EnrollmentAccess },
  ],
  exports: [CourseAccess, Certificates, EnrollmentReports, Enrollments, StudyWeeks],
})
export class EnrollmentsModule {}
