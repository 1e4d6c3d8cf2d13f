import type { Role } from '../../../common/access/index.js';
import type { EventType, JsonObject } from '../../../common/events/index.js';
import {
  AddressWanted,
  EmailChanged,
  EmailChangeRequested,
  EmailCodeRequested,
  EmailVerificationRequested,
  NewEmailToConfirm,
  IdentityLinked,
  IdentityUnlinked,
  PasswordChanged,
  PasswordResetRequested,
  RecoveryCodesRenewed,
  RecoveryCodeUsed,
  RegistrationRepeated,
  SuspiciousActivity,
  TwoFactorDisabled,
  TwoFactorEnabled,
  TwoFactorReset,
} from '../../auth/index.js';
import { CoursePublished, CourseRejected, CourseSubmitted } from '../../courses/index.js';
import {
  CertificateIssued,
  CertificateRevoked,
  EnrollmentActivated,
  EnrollmentCompleted,
  EnrollmentEnded,
  EnrollmentWaitlisted,
  SeatOffered,
} from '../../enrollments/index.js';
import { PaymentCompleted, PaymentFailed, PaymentFlagged, PaymentRefunded } from '../../payments/index.js';
import { ErasureCancelled, ErasureScheduled, ExportReady } from '../../privacy/index.js';
import {
  EmailVerified,
  UserActivated,
  UserApproved,
  UserArchived,
  UserDeactivated,
  UserRejected,
  UserRestored,
  UserRoleChanged,
  UserSuspended,
  UserUnarchived,
} from '../../users/index.js';
import type { NotificationType } from '../domain/notification-type.js';

/** Who is told: the person named by a member of the event, or everybody in an office. */
type Audience<P> = { readonly person: keyof P & string } | { readonly office: readonly Role[] };

type Told<P> = Audience<P> & {
  /** The members of the event that the text needs; they also stand in the inbox, so nothing else goes along. */
  readonly about?: readonly (keyof P & string)[];
  /** The members that name what somebody is told of once only. Default: each event is told of. */
  readonly once?: (keyof P & string) | readonly (keyof P & string)[];
  /** Only events with this in them. */
  readonly when?: Partial<P>;
};

/** An event and what people are told of it. */
export interface AnnouncementRule {
  readonly event: EventType;
  readonly type: NotificationType;
  readonly told: Told<JsonObject>;
}

const rule = <P extends JsonObject>(
  event: EventType<P>,
  type: NotificationType,
  told: Told<P>,
): AnnouncementRule => ({
  event: event as unknown as EventType,
  type,
  told,
});

const ENROLLMENT = ['enrollmentId', 'courseId'] as const;
const PAYMENT = ['paymentId', 'courseId'] as const;

/** What Lyceum promises to tell, and whom. `domain/notification-type.ts` says which way each goes. */
export const ANNOUNCEMENT_RULES: readonly AnnouncementRule[] = [
  // The account
  rule(EmailVerificationRequested, 'verify-email', { person: 'userId', about: ['tokenId'] }),
  rule(EmailCodeRequested, 'sign-in-code', { person: 'userId', about: ['codeId'] }),
  rule(EmailChangeRequested, 'approve-email-change', { person: 'userId', about: ['tokenId', 'changeId'] }),
  rule(NewEmailToConfirm, 'confirm-new-email', { person: 'userId', about: ['tokenId', 'changeId'] }),
  rule(AddressWanted, 'address-wanted', { person: 'userId' }),
  rule(EmailChanged, 'email-changed', { person: 'userId' }),
  rule(EmailChanged, 'email-changed-away', { person: 'userId', about: ['changeId'] }),
  rule(RegistrationRepeated, 'already-registered', { person: 'userId' }),
  rule(EmailVerified, 'welcome', { person: 'userId', once: 'userId' }),
  rule(PasswordResetRequested, 'reset-password', { person: 'userId', about: ['tokenId'] }),
  rule(PasswordChanged, 'password-changed', { person: 'userId' }),
  rule(SuspiciousActivity, 'suspicious-activity', { person: 'userId', about: ['kind'] }),
  rule(TwoFactorEnabled, 'two-factor-enabled', { person: 'userId' }),
  rule(TwoFactorDisabled, 'two-factor-disabled', { person: 'userId' }),
  rule(TwoFactorReset, 'two-factor-reset', { person: 'userId' }),
  rule(RecoveryCodeUsed, 'recovery-code-used', { person: 'userId', about: ['left'] }),
  rule(RecoveryCodesRenewed, 'recovery-codes-renewed', { person: 'userId' }),
  rule(IdentityLinked, 'identity-linked', { person: 'userId', about: ['provider'] }),
  rule(IdentityUnlinked, 'identity-unlinked', { person: 'userId', about: ['provider'] }),
  rule(UserApproved, 'account-approved', { person: 'userId' }),
  rule(UserRejected, 'account-rejected', { person: 'userId', about: ['reason'] }),
  rule(UserSuspended, 'account-suspended', { person: 'userId', about: ['reason'] }),
  rule(UserActivated, 'account-activated', { person: 'userId' }),
  rule(UserDeactivated, 'account-deactivated', { person: 'userId' }),
  rule(UserArchived, 'account-archived', { person: 'userId' }),
  rule(UserUnarchived, 'account-unarchived', { person: 'userId' }),
  rule(UserRestored, 'account-restored', { person: 'userId' }),
  rule(UserRoleChanged, 'role-changed', { person: 'userId', about: ['role'] }),
  rule(ExportReady, 'export-ready', { person: 'userId', about: ['exportId', 'expiresAt'] }),
  rule(ErasureScheduled, 'erasure-scheduled', { person: 'userId', about: ['dueAt'] }),
  rule(ErasureCancelled, 'erasure-cancelled', { person: 'userId' }),
  // Learning. Who comes back from a pause was told already; who gets access anew wasn't.
  rule(EnrollmentActivated, 'enrolled', {
    person: 'userId',
    about: ENROLLMENT,
    once: ['enrollmentId', 'since'],
  }),
  rule(EnrollmentWaitlisted, 'waitlisted', { person: 'userId', about: ENROLLMENT }),
  rule(SeatOffered, 'seat-offered', { person: 'userId', about: ENROLLMENT }),
  rule(EnrollmentEnded, 'access-expired', {
    person: 'userId',
    about: ENROLLMENT,
    when: { status: 'expired' },
  }),
  rule(EnrollmentCompleted, 'completed', { person: 'userId', about: ENROLLMENT, once: 'enrollmentId' }),
  rule(CertificateIssued, 'certificate', {
    person: 'userId',
    about: [...ENROLLMENT, 'code'],
    once: 'code',
  }),
  rule(CertificateRevoked, 'certificate-revoked', { person: 'userId', about: [...ENROLLMENT, 'code'] }),
  // Money
  rule(PaymentCompleted, 'receipt', { person: 'userId', about: PAYMENT, once: 'paymentId' }),
  rule(PaymentFailed, 'payment-failed', { person: 'userId', about: PAYMENT }),
  rule(PaymentRefunded, 'refund', {
    person: 'userId',
    about: [...PAYMENT, 'refundId', 'amount', 'currency'],
    once: 'refundId',
  }),
  rule(PaymentFlagged, 'payment-to-check', { office: ['admin'], about: [...PAYMENT, 'flag'] }),
  // Teaching
  rule(CourseSubmitted, 'course-to-review', {
    office: ['moderator', 'admin'],
    about: ['courseId', 'instructorId'],
  }),
  rule(CoursePublished, 'course-approved', { person: 'instructorId', about: ['courseId'] }),
  rule(CourseRejected, 'course-rejected', { person: 'instructorId', about: ['courseId', 'reason'] }),
];
