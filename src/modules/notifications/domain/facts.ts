import type { NotificationType } from './notification-type.js';

/** A course as a notification names it. */
export interface CourseFacts {
  /** Its title; empty when the course is gone and only its payment is spoken of. */
  readonly course: string;
  readonly courseUrl: string;
}

/** One course in the letter of the week. */
export interface StudiedCourse {
  readonly title: string;
  /** 0 to 100. */
  readonly percentage: number;
}

/** What looked like a stranger at somebody's account. */
export type Suspicion =
  'replayed-token' | 'many-failures' | 'wrong-second-factor' | 'wrong-code-in-session' | 'new-device';

interface WeekFacts {
  readonly courses: readonly StudiedCourse[];
  readonly learningUrl: string;
}

/** Of a mail that goes to another address than the account's. */
interface ElsewhereFacts {
  readonly to: string;
}

/** What a notification's text is made of, looked up when it is written. */
export interface Facts {
  'verify-email': { readonly link: string };
  'sign-in-code': { readonly code: string; readonly minutes: number };
  'approve-email-change': { readonly link: string; readonly refuseLink: string };
  'confirm-new-email': ElsewhereFacts & { readonly link: string };
  'address-wanted': object;
  'email-changed': object;
  'email-changed-away': ElsewhereFacts;
  'already-registered': { readonly signInUrl: string };
  'reset-password': { readonly link: string };
  'password-changed': object;
  'suspicious-activity': { readonly kind: Suspicion; readonly sessionsUrl: string };
  'two-factor-enabled': object;
  'two-factor-disabled': object;
  'two-factor-reset': object;
  'recovery-code-used': { readonly left: string };
  'recovery-codes-renewed': object;
  'identity-linked': { readonly provider: string };
  'identity-unlinked': { readonly provider: string };
  'role-changed': { readonly role: string };
  'account-suspended': { readonly reason: string };
  'account-deactivated': object;
  'account-archived': object;
  'account-unarchived': object;
  'account-restored': object;
  'account-activated': object;
  'account-approved': { readonly accountUrl: string };
  'account-rejected': { readonly reason: string };
  'export-ready': { readonly exportUrl: string; readonly expiresAt: string };
  'erasure-scheduled': { readonly dueAt: string; readonly accountUrl: string };
  'erasure-cancelled': object;
  welcome: { readonly catalogueUrl: string };
  enrolled: CourseFacts;
  waitlisted: CourseFacts;
  'seat-offered': CourseFacts;
  'access-expired': CourseFacts;
  completed: CourseFacts;
  certificate: CourseFacts & { readonly certificateUrl: string };
  'certificate-revoked': CourseFacts;
  'weekly-digest': WeekFacts & { readonly completedLessons: number };
  'weekly-reminder': WeekFacts;
  receipt: CourseFacts & { readonly paymentUrl: string };
  'payment-failed': CourseFacts & { readonly paymentUrl: string };
  refund: CourseFacts & { readonly paymentUrl: string; readonly amount: string; readonly currency: string };
  'course-approved': CourseFacts;
  'course-rejected': CourseFacts & { readonly reason: string };
  'course-to-review': CourseFacts & { readonly instructor: string };
  'payment-to-check': CourseFacts & { readonly paymentUrl: string; readonly flag: string };
}

/** What happened, as it is kept until the notification is written: identifiers, and words found nowhere else. */
export type Occasion = Readonly<Record<string, string>>;

/** Every type has its facts. */
export type FactsOf<T extends NotificationType> = Facts[T];
