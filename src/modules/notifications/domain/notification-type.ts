import type { Category, Channel } from './preference.js';

interface Delivery {
  readonly category: Category;
  readonly channels: readonly Channel[];
  /** Goes to very many at once, so it doesn't stand in the way of what somebody waits for. */
  readonly bulk?: true;
}

const MAIL: readonly Channel[] = ['email'];
const INBOX: readonly Channel[] = ['inApp'];
const BOTH: readonly Channel[] = ['inApp', 'email'];

/** Everything that Lyceum tells people, what it is about, and which way it goes. Names are stable: they are stored. */
export const NOTIFICATION_TYPES = {
  // The account
  'verify-email': { category: 'security', channels: MAIL },
  'sign-in-code': { category: 'security', channels: MAIL },
  'approve-email-change': { category: 'security', channels: MAIL },
  'confirm-new-email': { category: 'security', channels: MAIL },
  'address-wanted': { category: 'security', channels: MAIL },
  'email-changed': { category: 'security', channels: BOTH },
  'email-changed-away': { category: 'security', channels: MAIL },
  'already-registered': { category: 'security', channels: MAIL },
  'reset-password': { category: 'security', channels: MAIL },
  'password-changed': { category: 'security', channels: BOTH },
  'suspicious-activity': { category: 'security', channels: BOTH },
  'two-factor-enabled': { category: 'security', channels: BOTH },
  'two-factor-disabled': { category: 'security', channels: BOTH },
  'two-factor-reset': { category: 'security', channels: BOTH },
  'recovery-code-used': { category: 'security', channels: BOTH },
  'recovery-codes-renewed': { category: 'security', channels: BOTH },
  'identity-linked': { category: 'security', channels: BOTH },
  'identity-unlinked': { category: 'security', channels: BOTH },
  'role-changed': { category: 'security', channels: BOTH },
  'account-suspended': { category: 'security', channels: MAIL },
  'account-deactivated': { category: 'security', channels: MAIL },
  'account-archived': { category: 'security', channels: MAIL },
  'account-unarchived': { category: 'service', channels: BOTH },
  'account-restored': { category: 'service', channels: BOTH },
  'account-activated': { category: 'service', channels: BOTH },
  'account-approved': { category: 'service', channels: BOTH },
  'account-rejected': { category: 'service', channels: BOTH },
  'export-ready': { category: 'security', channels: BOTH },
  'erasure-scheduled': { category: 'security', channels: BOTH },
  'erasure-cancelled': { category: 'security', channels: BOTH },
  welcome: { category: 'service', channels: BOTH },
  // Learning
  enrolled: { category: 'progress', channels: BOTH },
  waitlisted: { category: 'progress', channels: INBOX },
  'seat-offered': { category: 'service', channels: BOTH },
  'access-expired': { category: 'service', channels: INBOX },
  completed: { category: 'achievement', channels: INBOX },
  certificate: { category: 'achievement', channels: BOTH },
  'certificate-revoked': { category: 'service', channels: BOTH },
  'weekly-digest': { category: 'progress', channels: MAIL, bulk: true },
  'weekly-reminder': { category: 'marketing', channels: MAIL, bulk: true },
  // Money
  receipt: { category: 'service', channels: BOTH },
  'payment-failed': { category: 'service', channels: INBOX },
  refund: { category: 'service', channels: BOTH },
  // Teaching
  'course-approved': { category: 'service', channels: BOTH },
  'course-rejected': { category: 'service', channels: BOTH },
  // What waits for somebody in office
  'course-to-review': { category: 'service', channels: INBOX },
  'payment-to-check': { category: 'service', channels: INBOX },
} as const satisfies Record<string, Delivery>;

export type NotificationType = keyof typeof NOTIFICATION_TYPES;

export const deliveryOf = (type: NotificationType): Delivery => NOTIFICATION_TYPES[type];
