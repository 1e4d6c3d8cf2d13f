import type { ActionRules } from '../action-rule.js';

/** About who somebody is, and how that is proved. */
export const SECURITY_ACTIONS = {
  'auth.signed-in': {
    description: 'Somebody signed in',
    activity: 'You signed in',
    facts: ['method', 'sessionId'],
  },
  'auth.sign-in-failed': {
    description: 'Somebody could not sign in',
    activity: 'Somebody could not sign in to your account',
    facts: ['method', 'attempts', 'networks'],
  },
  'auth.locked': {
    description: 'Sign-ins to an account were delayed after many failures',
    activity: 'Sign-ins to your account were delayed after many failures',
    facts: ['kind', 'failures', 'until'],
  },
  'auth.signed-out': {
    description: 'Somebody signed out',
    activity: 'You signed out',
    facts: ['sessionId', 'everywhere'],
  },
  'auth.session-revoked': {
    description: 'A session was ended from another one',
    activity: 'You ended a session',
    facts: ['sessionId', 'sessions'],
  },
  'auth.token-replayed': {
    description: 'A used refresh token came back; its session was ended',
    activity: 'A session was ended: its token was used twice',
    facts: ['sessionId'],
  },
  'auth.reauthenticated': {
    description: 'Somebody proved the own identity again',
    activity: 'You confirmed who you are',
    facts: ['method'],
  },
  'auth.new-device': {
    description: 'Somebody signed in from an unknown device',
    activity: 'You signed in from a new device',
    facts: ['sessionId'],
  },
  'auth.password-reset-requested': {
    description: 'A link that sets a new password was asked for',
    activity: 'Somebody asked for a link to reset your password',
  },
  'auth.password-reset': {
    description: 'Somebody set a new password through a mailed link',
    activity: 'You reset your password',
  },
  'auth.password-changed': {
    description: 'Somebody changed the own password',
    activity: 'You changed your password',
  },
  'auth.email-change-requested': {
    description: 'Somebody asked for another e-mail address',
    activity: 'You asked to change your e-mail address',
  },
  'auth.email-change-cancelled': {
    description: 'Somebody gave up a change of the own e-mail address',
    activity: 'You gave up the change of your e-mail address',
  },
  'auth.email-change-refused': {
    description: 'The reader of the old address refused a change of it',
    activity: 'A change of your e-mail address was refused from the old address',
  },
  'auth.email-changed': {
    description: "Somebody's e-mail address was changed",
    activity: 'Your e-mail address was changed',
  },
  'auth.2fa-enabled': {
    description: 'Somebody switched the second factor on',
    activity: 'You switched the second factor on',
  },
  'auth.2fa-disabled': {
    description: 'Somebody switched the second factor off',
    activity: 'You switched the second factor off',
  },
  'auth.2fa-reset': {
    description: "An administrator took away somebody's second factor",
    activity: 'An administrator took away your second factor',
  },
  'auth.recovery-codes-renewed': {
    description: 'Somebody had new recovery codes made',
    activity: 'You made new recovery codes',
  },
  'auth.recovery-code-used': {
    description: 'Somebody signed in with a recovery code',
    activity: 'A recovery code of yours was used',
    facts: ['left'],
  },
  'auth.provider-linked': {
    description: 'Somebody linked an account of another provider',
    activity: 'You linked an account of another provider',
    facts: ['provider'],
  },
  'auth.provider-unlinked': {
    description: 'Somebody unlinked an account of another provider',
    activity: 'You unlinked an account of another provider',
    facts: ['provider'],
  },
  'auth.api-key-created': {
    description: 'An API key was made',
    activity: 'You made an API key',
    facts: ['scopes', 'expiresAt', 'service'],
  },
  'auth.api-key-changed': {
    description: 'An API key was changed',
    activity: 'You changed an API key',
    facts: ['scopes', 'expiresAt', 'rateLimitPerMinute', 'service'],
  },
  'auth.api-key-revoked': {
    description: 'An API key was revoked',
    activity: 'You revoked an API key',
    facts: ['scopes', 'expiresAt', 'service'],
  },
  'auth.service-created': { description: 'A service account was made', facts: ['scopes'] },
  'privacy.export-requested': {
    description: 'Somebody asked for everything that is stored about the own person',
    activity: 'You asked for your data',
  },
  'privacy.export-downloaded': {
    description: 'Somebody fetched the own data',
    activity: 'You downloaded your data',
  },
  'privacy.erasure-requested': {
    description: 'Somebody asked to be erased',
    activity: 'You asked to be erased',
    facts: ['dueAt'],
  },
  'privacy.erasure-cancelled': {
    description: 'Somebody took the wish to be erased back',
    activity: 'You took your wish to be erased back',
  },
  'privacy.erased': { description: 'Everything personal about somebody was removed' },
  'privacy.value-refused': {
    description: 'A value that is stored encrypted was changed from outside, and not shown',
    facts: ['field'],
  },
  'privacy.keys-rotated': {
    description: 'Encrypted values were encrypted anew with the current key',
    facts: ['values', 'damaged', 'left'],
  },
} as const satisfies ActionRules;
