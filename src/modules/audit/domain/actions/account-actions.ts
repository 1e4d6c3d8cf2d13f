import type { ActionRules } from '../action-rule.js';

/** What an administrator decides about somebody; the reason is personal. */
const STANDING = { facts: ['role', 'status', 'approval'] } as const;

/** About accounts: by their owners and by administrators. */
export const ACCOUNT_ACTIONS = {
  'account.created': {
    description: 'An account was made',
    activity: 'Your account was made',
    facts: ['role', 'approval', 'provider'],
  },
  'account.email-verified': {
    description: 'An e-mail address was confirmed',
    activity: 'Your e-mail address was confirmed',
  },
  'account.profile-changed': {
    description: 'Somebody changed the own profile',
    activity: 'You changed your profile',
    audited: false,
  },
  'account.preferences-changed': {
    description: 'Somebody changed the own preferences',
    activity: 'You changed your preferences',
    audited: false,
  },
  'user.approved': {
    description: 'Somebody was let teach or administer',
    activity: 'Your role was approved',
    ...STANDING,
  },
  'user.rejected': {
    description: 'Somebody was refused to teach or administer',
    activity: 'Your role was refused',
    ...STANDING,
  },
  'user.suspended': {
    description: 'An account was shut',
    activity: 'Your account was suspended',
    ...STANDING,
  },
  'user.activated': {
    description: 'An account was opened again',
    activity: 'Your account was opened again',
    ...STANDING,
  },
  'user.unlocked': {
    description: 'Somebody who had to wait after wrong attempts was let try again at once',
    activity: 'You were let sign in again at once',
  },
  'user.deactivated': {
    description: 'An account was set inactive',
    activity: 'Your account was set inactive',
    ...STANDING,
  },
  'user.role-changed': {
    description: 'Somebody got another role',
    activity: 'You got another role',
    ...STANDING,
  },
  'user.updated': {
    description: "An administrator changed somebody's account",
    activity: 'An administrator changed your account',
  },
  'user.deleted': { description: 'An account was deleted', facts: ['isDeleted'] },
  'user.restored': {
    description: 'A deleted account was brought back',
    activity: 'Your account was brought back',
    facts: ['isDeleted'],
  },
  'user.archived': {
    description: 'An account was put aside',
    activity: 'Your account was put aside',
    ...STANDING,
  },
  'user.unarchived': {
    description: 'An account was taken out of the archive',
    activity: 'Your account is in use again',
    ...STANDING,
  },
} as const satisfies ActionRules;
