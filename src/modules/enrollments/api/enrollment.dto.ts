import { ApiProperty } from '@nestjs/swagger';
import { CURRENCIES, formatAmount, type Currency } from '../../../common/money/index.js';
import { PageInfoDto } from '../../../common/pagination/index.js';
import type { EnrollmentCard } from '../application/read-enrollments.js';
import {
  ENROLLMENT_STATUSES,
  GRANTED_LEVELS,
  PAYMENT_METHODS,
  PAYMENT_VIEWS,
  type Enrollment,
  type EnrollmentPayment,
  type EnrollmentProgress,
  type EnrollmentStatus,
  type GrantedLevel,
  type PaymentMethod,
  type PaymentView,
} from '../domain/enrollment.js';

/** Where a pending enrollment is paid. */
const CHECKOUT = '/api/v1/payments/checkout';

export class EnrollmentProgressDto {
  /**
   * Completed lessons of those that count, 0 to 100
   * @example 40
   */
  percentage: number;

  /** @example 4 */
  completedLessons: number;

  /**
   * The lessons that count: required and active
   * @example 10
   */
  totalLessons: number;

  /** Time watched, each second of a lesson once; null for teachers of somebody who hides what they do */
  @ApiProperty({ type: Number, nullable: true, example: 5400 })
  totalTimeSeconds: number | null;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastAccessedAt: string | null;

  /** @example "665f1c2ab7e4c0a1d2e3f408" */
  @ApiProperty({ type: String, nullable: true })
  currentLessonId: string | null;

  static of({ totalTimeSeconds, lastAccessedAt, ...rest }: EnrollmentProgress): EnrollmentProgressDto {
    return {
      ...rest,
      totalTimeSeconds: Math.round(totalTimeSeconds),
      lastAccessedAt: lastAccessedAt?.toISOString() ?? null,
    };
  }

  /** How far somebody is, but neither when nor for how long they study (002-02). */
  static withoutActivity(progress: EnrollmentProgress): EnrollmentProgressDto {
    return {
      ...EnrollmentProgressDto.of(progress),
      totalTimeSeconds: null,
      lastAccessedAt: null,
      currentLessonId: null,
    };
  }
}

export class EnrollmentPaymentDto {
  /** @example "665f1c2ab7e4c0a1d2e3f40a" */
  paymentId: string;

  /** @example "99.99" */
  amount: string;

  @ApiProperty({ enum: CURRENCIES, example: 'USD' })
  currency: Currency;

  @ApiProperty({ enum: PAYMENT_METHODS, example: 'stripe' })
  method: PaymentMethod;

  @ApiProperty({ enum: PAYMENT_VIEWS, example: 'completed' })
  status: PaymentView;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  paidAt: string | null;

  /**
   * When money last went back; null while none did
   * @example "2026-03-09T10:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  refundedAt: string | null;

  /**
   * How much of it went back
   * @example "0.00"
   */
  refunded: string;

  static of(payment: EnrollmentPayment): EnrollmentPaymentDto {
    const { paymentId, amount, method, status, paidAt, refundedAt, refundAmount } = payment;
    return {
      paymentId,
      amount: formatAmount(amount),
      currency: amount.currency,
      method,
      status,
      paidAt: paidAt?.toISOString() ?? null,
      refundedAt: refundedAt?.toISOString() ?? null,
      refunded: formatAmount({ ...amount, amount: refundAmount }),
    };
  }
}

export class CertificateReferenceDto {
  /** @example "7Q2M-X0VD-93KA-HR5T" */
  code: string;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  issuedAt: string;
}

export class EnrolledCourseDto {
  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  id: string;

  /** @example "JavaScript Fundamentals" */
  title: string;

  /** @example "javascript-fundamentals" */
  slug: string;

  /** @example "https://images.example.com/javascript.png" */
  @ApiProperty({ type: String, nullable: true })
  thumbnail: string | null;

  /** @example "665f1c2ab7e4c0a1d2e3f405" */
  instructorId: string;
}

/** A learner's place in a course. */
export class EnrollmentDto {
  /** @example "665f1c2ab7e4c0a1d2e3f407" */
  id: string;

  /** @example "665f1c2ab7e4c0a1d2e3f403" */
  userId: string;

  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  courseId: string;

  @ApiProperty({ enum: ENROLLMENT_STATUSES, example: 'active' })
  status: EnrollmentStatus;

  /** Only the free lessons, all but downloads, or everything */
  @ApiProperty({ enum: GRANTED_LEVELS, example: 'full' })
  accessLevel: GrantedLevel;

  /**
   * Where to pay while the enrollment is pending; null otherwise
   * @example "/api/v1/payments/checkout"
   */
  @ApiProperty({ type: String, nullable: true })
  checkout: string | null;

  /** @example "2026-03-02T10:00:00.000Z" */
  @ApiProperty({ type: String, format: 'date-time' })
  enrolledAt: string;

  /**
   * Since when there is access
   * @example "2026-03-02T10:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  activatedAt: string | null;

  /**
   * When the learner first studied
   * @example "2026-03-02T10:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startedAt: string | null;

  /**
   * When the last required lesson was completed
   * @example "2026-03-30T10:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completedAt: string | null;

  /**
   * When access ends; null = never
   * @example "2027-03-02T10:00:00.000Z"
   */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expiresAt: string | null;

  progress: EnrollmentProgressDto;

  @ApiProperty({ type: EnrollmentPaymentDto, nullable: true })
  payment: EnrollmentPaymentDto | null;

  @ApiProperty({ type: CertificateReferenceDto, nullable: true })
  certificate: CertificateReferenceDto | null;

  @ApiProperty({ type: EnrolledCourseDto, nullable: true })
  course: EnrolledCourseDto | null;

  static of({ enrollment, course }: EnrollmentCard): EnrollmentDto {
    return {
      ...fieldsOf(enrollment),
      course: course
        ? {
            id: course.id,
            title: course.title,
            slug: course.slug,
            thumbnail: course.thumbnail,
            instructorId: course.instructorId,
          }
        : null,
    };
  }
}

function fieldsOf(enrollment: Enrollment): Omit<EnrollmentDto, 'course'> {
  const { certificate, payment, status } = enrollment;
  return {
    id: enrollment.id,
    userId: enrollment.userId,
    courseId: enrollment.courseId,
    status,
    accessLevel: enrollment.accessLevel,
    checkout: status === 'pending' && enrollment.payment?.status !== 'completed' ? CHECKOUT : null,
    enrolledAt: enrollment.enrolledAt.toISOString(),
    activatedAt: enrollment.activatedAt?.toISOString() ?? null,
    startedAt: enrollment.startedAt?.toISOString() ?? null,
    completedAt: enrollment.completedAt?.toISOString() ?? null,
    expiresAt: enrollment.expiresAt?.toISOString() ?? null,
    progress: EnrollmentProgressDto.of(enrollment.progress),
    payment: payment && EnrollmentPaymentDto.of(payment),
    certificate: certificate && { code: certificate.code, issuedAt: certificate.issuedAt.toISOString() },
  };
}

export class EnrollmentPageDto {
  data: EnrollmentDto[];
  page: PageInfoDto;
}
