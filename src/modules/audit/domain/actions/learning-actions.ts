import type { ActionRules } from '../action-rule.js';

/** About courses, enrollments, certificates and payments. */
export const LEARNING_ACTIONS = {
  'enrollment.granted': {
    description: 'Somebody was enrolled by an administrator',
    activity: 'You were enrolled in a course',
    facts: ['courseId', 'accessLevel', 'status'],
  },
  'enrollment.changed': {
    description: "An administrator changed somebody's enrollment",
    activity: 'An administrator changed your enrollment',
    facts: ['courseId', 'accessLevel', 'status'],
  },
  'enrollment.cancelled': {
    description: "An administrator ended somebody's enrollment",
    activity: 'Your enrollment was cancelled',
    facts: ['courseId', 'status'],
  },
  'enrollment.activated': {
    description: 'Somebody got access to a course',
    activity: 'A course was opened to you',
    audited: false,
    facts: ['courseId'],
  },
  'enrollment.completed': {
    description: 'Somebody completed a course',
    activity: 'You completed a course',
    audited: false,
    facts: ['courseId'],
  },
  'enrollment.ended': {
    description: "Somebody's enrollment ended",
    activity: 'Your time in a course ended',
    audited: false,
    facts: ['courseId', 'status'],
  },
  'certificate.issued': {
    description: 'Somebody got a certificate',
    activity: 'You got a certificate',
    audited: false,
    facts: ['courseId'],
  },
  'certificate.revoked': {
    description: 'A certificate was revoked',
    activity: 'A certificate of yours was revoked',
    facts: ['courseId', 'enrollmentId'],
  },
  'payment.paid': {
    description: 'Somebody paid',
    activity: 'You paid for a course',
    audited: false,
    facts: ['courseId'],
  },
  'payment.confirmed': {
    description: 'An administrator confirmed a payment in cash',
    activity: 'Your payment was confirmed',
    facts: ['courseId', 'amount', 'currency', 'status'],
  },
  'payment.refunded': {
    description: 'An administrator gave money back',
    activity: 'A payment of yours is being refunded',
    facts: ['courseId', 'amount', 'currency', 'endAccess'],
  },
  'payment.flag-resolved': {
    description: 'An administrator dealt with what a payment was flagged for',
    facts: ['courseId', 'flag'],
  },
  'course.submitted': {
    description: "The review of somebody else's course was asked for",
    facts: ['status'],
  },
  'course.published': { description: 'A course was published', facts: ['status'] },
  'course.rejected': { description: 'A course was sent back to its author', facts: ['status'] },
  'course.archived': { description: "Somebody else's course was put aside", facts: ['status'] },
  'course.unarchived': { description: "Somebody else's course was brought back", facts: ['status'] },
  'course.updated': { description: "Somebody else's course was changed" },
  'course.curriculum-changed': {
    description: "The curriculum of somebody else's course was changed",
    facts: ['changed'],
  },
  'course.deleted': { description: "Somebody else's course was deleted", facts: ['isDeleted'] },
  'course.restored': { description: 'A deleted course was brought back', facts: ['isDeleted'] },
  'review.hidden': {
    description: 'A review was hidden',
    activity: 'A review of yours was hidden',
    facts: ['courseId'],
  },
  'review.unhidden': {
    description: 'A hidden review was shown again',
    activity: 'A review of yours is shown again',
    facts: ['courseId'],
  },
} as const satisfies ActionRules;
