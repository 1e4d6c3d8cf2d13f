import { domainEvent } from '../../../common/events/index.js';

/** Somebody shall confirm an e-mail address; the mail brings the link of this token. */
export class EmailVerificationRequested extends domainEvent<{ userId: string; tokenId: string }>(
  'EmailVerificationRequested',
) {}

/** Somebody shall set a new password; the mail brings the link of this token. */
export class PasswordResetRequested extends domainEvent<{ userId: string; tokenId: string }>(
  'PasswordResetRequested',
) {}

/** Somebody registered with an address that has an account; its owner is told, the stranger isn't. */
export class RegistrationRepeated extends domainEvent<{ userId: string }>('RegistrationRepeated') {}

export const SUSPICIONS = ['replayed-token', 'many-failures', 'new-device'] as const;
/** What looked like a stranger at somebody's account. */
export type Suspicion = (typeof SUSPICIONS)[number];

/** Something at an account looks like a stranger; its owner is told, and operators count it. */
export class SuspiciousActivity extends domainEvent<{ userId: string; kind: Suspicion }>(
  'SuspiciousActivity',
) {}

/** A password was set anew; its owner is told. */
export class PasswordChanged extends domainEvent<{ userId: string }>('PasswordChanged') {}
