import { domainEvent } from '../../../common/events/index.js';

/** Somebody has an account now. */
export class UserRegistered extends domainEvent<{ userId: string }>('UserRegistered') {}

/** Somebody confirmed the e-mail address of the account. */
export class EmailVerified extends domainEvent<{ userId: string }>('EmailVerified') {}

/** Somebody may do more or less than before: status, role, approval or confirmation of the account is another. */
export class StandingChanged extends domainEvent<{ userId: string }>('StandingChanged') {}

/** Somebody is called otherwise than before, or what others may see of the name is another. */
export class NamesChanged extends domainEvent<{ userId: string }>('NamesChanged') {}

/** An administrator let somebody teach or administer. */
export class UserApproved extends domainEvent<{ userId: string; by: string }>('UserApproved') {}

/** An administrator refused somebody who wanted to teach or administer. */
export class UserRejected extends domainEvent<{ userId: string; by: string; reason: string }>(
  'UserRejected',
) {}

/** An administrator shut an account. */
export class UserSuspended extends domainEvent<{ userId: string; by: string; reason: string }>(
  'UserSuspended',
) {}

/** An administrator opened an account again. */
export class UserActivated extends domainEvent<{ userId: string; by: string }>('UserActivated') {}

/** An administrator gave somebody another role. */
export class UserRoleChanged extends domainEvent<{ userId: string; by: string; role: string }>(
  'UserRoleChanged',
) {}

/** An administrator set an account inactive. */
export class UserDeactivated extends domainEvent<{ userId: string; by: string }>('UserDeactivated') {}

/** What carries along everything that hides or shows itself with an account. */
type Cascade = { userId: string; by: string; batchId: string };

/** An administrator put an account aside. */
export class UserArchived extends domainEvent<Cascade>('UserArchived') {}

/** An administrator took an account out of the archive. */
export class UserUnarchived extends domainEvent<Cascade>('UserUnarchived') {}

/** An administrator deleted an account. */
export class UserDeleted extends domainEvent<Cascade>('UserDeleted') {}

/** An administrator brought a deleted account back. */
export class UserRestored extends domainEvent<Cascade>('UserRestored') {}
