import { domainEvent } from '../../../common/events/index.js';
import type { EndReason } from './session.js';

/** Somebody shall confirm an e-mail address; the mail brings the link of this token. */
export class EmailVerificationRequested extends domainEvent<{ userId: string; tokenId: string }>(
  'EmailVerificationRequested',
) {}

/** Somebody shall set a new password; the mail brings the link of this token. */
export class PasswordResetRequested extends domainEvent<{ userId: string; tokenId: string }>(
  'PasswordResetRequested',
) {}

/** Somebody shall sign in, or prove again who it is, with a code; the mail brings it. */
export class EmailCodeRequested extends domainEvent<{ userId: string; codeId: string }>(
  'EmailCodeRequested',
) {}

/** Somebody registered with an address that has an account; its owner is told, the stranger isn't. */
export class RegistrationRepeated extends domainEvent<{ userId: string }>('RegistrationRepeated') {}

export const SUSPICIONS = [
  'replayed-token',
  'many-failures',
  'wrong-second-factor',
  'wrong-code-in-session',
  'new-device',
] as const;
/** What looked like a stranger at somebody's account. */
export type Suspicion = (typeof SUSPICIONS)[number];

/** Something at an account looks like a stranger; its owner is told, and operators count it. */
export class SuspiciousActivity extends domainEvent<{ userId: string; kind: Suspicion }>(
  'SuspiciousActivity',
) {}

/** Somebody wants another address; the reader of the one that the account has is asked. */
export class EmailChangeRequested extends domainEvent<{ userId: string; changeId: string; tokenId: string }>(
  'EmailChangeRequested',
) {}

/** Somebody wants this address for the account; its reader is asked. */
export class NewEmailToConfirm extends domainEvent<{ userId: string; changeId: string; tokenId: string }>(
  'NewEmailToConfirm',
) {}

/** Somebody wants an address that another account has; its owner is told, the stranger isn't. */
export class AddressWanted extends domainEvent<{ userId: string }>('AddressWanted') {}

/** An account has another address; both are told. */
export class EmailChanged extends domainEvent<{ userId: string; changeId: string }>('EmailChanged') {}

/** Sessions of somebody ended before their time: nobody may go on in them. */
export class SessionsEnded extends domainEvent<{
  userId: string;
  sessionIds: readonly string[];
  reason: EndReason;
}>('SessionsEnded') {}

/** A password was set anew; its owner is told. */
export class PasswordChanged extends domainEvent<{ userId: string }>('PasswordChanged') {}

/** Somebody has switched the second factor on. */
export class TwoFactorEnabled extends domainEvent<{ userId: string }>('TwoFactorEnabled') {}

/** Somebody has switched the second factor off. */
export class TwoFactorDisabled extends domainEvent<{ userId: string }>('TwoFactorDisabled') {}

/** An administrator has taken away the second factor of somebody who has lost it. */
export class TwoFactorReset extends domainEvent<{ userId: string; by: string }>('TwoFactorReset') {}

/** A recovery code took the place of the second factor. @param left how many there still are */
export class RecoveryCodeUsed extends domainEvent<{ userId: string; left: string }>('RecoveryCodeUsed') {}

/** Somebody has got new recovery codes; the old ones are dead. */
export class RecoveryCodesRenewed extends domainEvent<{ userId: string }>('RecoveryCodesRenewed') {}

/** Somebody can sign in with an account of another provider, too. */
export class IdentityLinked extends domainEvent<{ userId: string; provider: string }>('IdentityLinked') {}

/** Somebody can't sign in with an account of another provider any more. */
export class IdentityUnlinked extends domainEvent<{ userId: string; provider: string }>('IdentityUnlinked') {}
