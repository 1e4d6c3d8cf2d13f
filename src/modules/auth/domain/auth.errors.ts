import type { ErrorType } from '../../../common/errors/index.js';

export const AuthErrors = {
  invalidCredentials: {
    code: 'invalid-credentials',
    kind: 'unauthenticated',
    title: 'Wrong sign-in',
    detail: 'E-mail address or user name and password do not fit together.',
  },
  secondFactorRequired: {
    code: 'second-factor-required',
    kind: 'unauthenticated',
    title: 'Second factor required',
    detail:
      'Send `challenge` and a code of the authenticator app, or a recovery code, to POST /api/v1/auth/2fa/challenge.',
  },
  invalidSecondFactor: {
    code: 'invalid-second-factor',
    kind: 'unauthenticated',
    title: 'Wrong second factor',
    detail: 'The code is wrong, too old, or was used before. Try again with the next one.',
  },
  invalidCode: {
    code: 'invalid-code',
    kind: 'unprocessable',
    title: 'Wrong code',
    detail: 'The code is wrong, too old, or was used before. Try again with the next one.',
  },
  twoFactorEnabled: {
    code: 'two-factor-enabled',
    kind: 'conflict',
    title: 'Second factor is on',
    detail: 'This account asks for a second factor already. Switch it off first to use another app.',
  },
  twoFactorNotSetUp: {
    code: 'two-factor-not-set-up',
    kind: 'conflict',
    title: 'Second factor not set up',
    detail: 'Begin with POST /api/v1/auth/2fa/setup, and enter what it answers into an authenticator app.',
  },
  twoFactorNotEnabled: {
    code: 'two-factor-not-enabled',
    kind: 'conflict',
    title: 'Second factor is off',
    detail: 'This account asks for no second factor.',
  },
  notAServiceAccount: {
    code: 'not-a-service-account',
    kind: 'unprocessable',
    title: 'Not a service account',
    detail: 'Keys are for service accounts. Make one with POST /api/v1/auth/service-accounts.',
  },
  tooManyAttempts: {
    code: 'too-many-attempts',
    kind: 'too-many',
    title: 'Too many attempts',
    detail:
      'Too many wrong attempts in a row. Try again after the time in `Retry-After`. A new password, set with the mail of auth/forgot-password, opens the way at once.',
  },
  invalidEmailCode: {
    code: 'invalid-email-code',
    kind: 'unauthenticated',
    title: 'Wrong code',
    detail: 'The code is wrong, was used, or is too old. After five tries ask for a new one.',
  },
  wrongPassword: {
    code: 'wrong-password',
    kind: 'unauthenticated',
    title: 'Wrong password',
    detail: 'That is not the current password. You are still signed in.',
  },
  noPassword: {
    code: 'no-password',
    kind: 'conflict',
    title: 'No password yet',
    detail:
      'This account has no password: its owner signs in by other means. Ask for a mail by auth/forgot-password; its link sets one.',
  },
  identityTaken: {
    code: 'identity-taken',
    kind: 'conflict',
    title: 'Linked to another account',
    detail: 'That account is linked to another account here. Unlink it there first.',
  },
  providerLinked: {
    code: 'provider-linked',
    kind: 'conflict',
    title: 'Another account is linked',
    detail: 'Another account of this provider is linked to yours. Unlink that first.',
  },
  lastWayIn: {
    code: 'last-way-in',
    kind: 'conflict',
    title: 'Last way in',
    detail:
      'Without it you could not sign in any more. Set a password first, with POST /api/v1/auth/forgot-password.',
  },
  invalidRefreshToken: {
    code: 'invalid-refresh-token',
    kind: 'unauthenticated',
    title: 'Session ended',
    detail: 'Invalid token. The session has ended or the token was used before: sign in again.',
  },
  invalidLink: {
    code: 'invalid-or-expired-token',
    kind: 'malformed',
    title: 'Invalid or expired token',
    detail: 'Invalid or expired token',
  },
  providerRefused: {
    code: 'provider-refused',
    kind: 'unauthenticated',
    title: 'Sign-in not confirmed',
    detail: 'The other provider did not confirm this sign-in. Start again.',
  },
  providerUnavailable: {
    code: 'provider-unavailable',
    kind: 'unavailable',
    title: 'Provider unavailable',
    detail: 'The other provider does not answer. Try again shortly, or sign in with a password.',
  },
  providerNotSetUp: {
    code: 'provider-not-set-up',
    kind: 'not-found',
    title: 'Provider not set up',
    detail: 'Nobody can sign in with this provider here: its client id and secret are not configured.',
  },
  emailMissing: {
    code: 'email-missing',
    kind: 'unprocessable',
    title: 'No e-mail address',
    detail: 'The other provider shows no e-mail address. Add one there, or register with a password.',
  },
  linkRequired: {
    code: 'link-required',
    kind: 'conflict',
    title: 'Account exists',
    detail: 'There is an account with this e-mail address. Sign in to it, then link the other account to it.',
  },
} as const satisfies Record<string, ErrorType>;
