import type { Money } from '../../../common/money/index.js';
import type { Engagement } from './engagement.js';

export const ENROLLMENT_STATUSES = [
  'pending',
  'waitlisted',
  'active',
  'paused',
  'completed',
  'dropped',
  'cancelled',
  'refunded',
  'expired',
] as const;
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number];

/** How much of the course an enrollment opens (000-36): only what is free, all but downloads, or everything. */
export const GRANTED_LEVELS = ['preview', 'limited', 'full'] as const;
export type GrantedLevel = (typeof GRANTED_LEVELS)[number];

/** What of a payment an enrollment shows: four states for its seven (000-35, X14). */
export const PAYMENT_VIEWS = ['pending', 'completed', 'failed', 'refunded'] as const;
export type PaymentView = (typeof PAYMENT_VIEWS)[number];

export const PAYMENT_METHODS = ['stripe', 'sslcommerz', 'cash'] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** The embedded projection of the current payment (X13). Payments own the truth. */
export interface EnrollmentPayment {
  readonly paymentId: string;
  readonly amount: Money;
  readonly method: PaymentMethod;
  readonly status: PaymentView;
  readonly transactionId: string | null;
  readonly paidAt: Date | null;
  readonly refundedAt: Date | null;
  /** In the currency's smallest units. */
  readonly refundAmount: number;
}

/** Derived from `lesson_progress`, which is the truth (X15). */
export interface EnrollmentProgress {
  /** A whole number, 0 to 100. */
  readonly percentage: number;
  /** Completed among those that count. */
  readonly completedLessons: number;
  /** Those that count: required and active. */
  readonly totalLessons: number;
  /** Watched, each second of a lesson once. */
  readonly totalTimeSeconds: number;
  readonly lastAccessedAt: Date | null;
  readonly currentLessonId: string | null;
}

/** A learner's place in a course: one a pair, whatever becomes of it (000-30, X12). */
export interface Enrollment {
  readonly id: string;
  readonly userId: string;
  readonly courseId: string;
  readonly status: EnrollmentStatus;
  readonly accessLevel: GrantedLevel;
  /** The last time that the learner enrolled; the order of those who wait. */
  readonly enrolledAt: Date;
  /** Since when there is access; null before. */
  readonly activatedAt: Date | null;
  /** The first time that the learner studied. */
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** When access ends; null = never. */
  readonly expiresAt: Date | null;
  readonly progress: EnrollmentProgress;
  /** Up to when wall-clock time is spent on watched time; see `study-clock.ts`. */
  readonly creditedUntil: Date | null;
  readonly currentPaymentId: string | null;
  readonly payment: EnrollmentPayment | null;
  readonly certificate: { readonly code: string; readonly issuedAt: Date } | null;
  readonly engagement: Engagement;
  /** Ids of materials, each once (000-36). */
  readonly downloadedMaterials: readonly string[];
}

/** When access that begins now ends. */
export const expiryOf = (accessDays: number | null, from: Date): Date | null =>
  accessDays === null ? null : new Date(from.getTime() + accessDays * 86_400_000);

/** The state that counts: access ends by the clock, not by the job that writes it down. */
export const effectiveStatus = (
  { status, expiresAt }: Pick<Enrollment, 'status' | 'expiresAt'>,
  now: Date,
): EnrollmentStatus =>
  (status === 'active' || status === 'paused') && expiresAt !== null && expiresAt <= now ? 'expired' : status;

/** Whether access has ended for who has completed the course. That stays so; access can be had again. */
export const hasLapsed = (
  { status, expiresAt }: Pick<Enrollment, 'status' | 'expiresAt'>,
  now: Date,
): boolean => status === 'completed' && expiresAt !== null && expiresAt <= now;

/** Whether the course was completed in an earlier time of access than the latest. */
export const isRenewed = ({
  completedAt,
  activatedAt,
}: Pick<Enrollment, 'completedAt' | 'activatedAt'>): boolean =>
  completedAt !== null && activatedAt !== null && completedAt < activatedAt;

/** Whether the current payment was made and has opened nothing yet: somebody has to accept it first. */
export const isHeld = ({ payment, activatedAt }: Pick<Enrollment, 'payment' | 'activatedAt'>): boolean =>
  payment !== null && payment.paidAt !== null && (activatedAt === null || activatedAt < payment.paidAt);
