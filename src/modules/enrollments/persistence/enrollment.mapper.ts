import { Types } from 'mongoose';
import type { CourseProgress } from '../domain/course-progress.js';
import { NO_ENGAGEMENT } from '../domain/engagement.js';
import type { Enrollment, EnrollmentPayment } from '../domain/enrollment.js';
import type { EnrollmentDocument } from './enrollment.schema.js';

export function toEnrollment(document: EnrollmentDocument): Enrollment {
  const { _id, user, course, currentPayment, payment, progress } = document;
  const { currentLesson, percentage, completedLessons, totalLessons, totalTimeSeconds, lastAccessedAt } =
    progress;
  return {
    id: _id.toString(),
    userId: user.toString(),
    courseId: course.toString(),
    status: document.status,
    accessLevel: document.accessLevel,
    enrolledAt: document.enrolledAt,
    activatedAt: document.activatedAt,
    startedAt: document.startedAt,
    completedAt: document.completedAt,
    expiresAt: document.expiresAt,
    progress: {
      percentage,
      completedLessons,
      totalLessons,
      totalTimeSeconds,
      lastAccessedAt,
      currentLessonId: currentLesson?.toString() ?? null,
    },
    creditedUntil: progress.creditedUntil,
    currentPaymentId: currentPayment?.toString() ?? null,
    payment: payment && currentPayment ? toPayment(currentPayment, payment) : null,
    certificate: document.certificate,
    engagement: { ...NO_ENGAGEMENT, ...document.engagement },
    downloadedMaterials: (document.downloadedMaterials ?? []).map(String),
  };
}

const toPayment = (
  currentPayment: Types.ObjectId,
  { price, ...payment }: NonNullable<EnrollmentDocument['payment']>,
): EnrollmentPayment => ({ paymentId: currentPayment.toString(), amount: price, ...payment });

/** The paths that show a payment. */
export const paymentPaths = ({
  paymentId,
  amount,
  ...payment
}: EnrollmentPayment): Pick<EnrollmentDocument, 'currentPayment' | 'payment'> => ({
  currentPayment: new Types.ObjectId(paymentId),
  payment: { price: amount, ...payment },
});

/** The paths that show how far a learner is. */
export const progressPaths = ({
  percentage,
  completedLessons,
  totalLessons,
}: CourseProgress): Record<string, number> => ({
  'progress.percentage': percentage,
  'progress.completedLessons': completedLessons,
  'progress.totalLessons': totalLessons,
});
