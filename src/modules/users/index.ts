export { OwnAccountDto } from './api/own-account.dto.js';
export { AccountErasure } from './application/account-erasure.js';
export { Accounts } from './application/accounts.js';
export { CreateAdmin } from './application/create-admin.js';
export { People, type Contact } from './application/people.js';
export { accountTag, StandingChanges } from './application/standing-changes.js';
export { UserReports } from './application/user-reports.js';
export { LearnerFigures } from './domain/learner-figures.js';
export type { PublicCard } from './domain/public-card.js';
export { ACTIVITY_NOTED_EVERY_MS, maySignIn, normalizeEmail, type User } from './domain/user.js';
export { NameReaders } from './domain/name-readers.js';
export { PendingEmailChanges, type PendingEmailChange } from './domain/pending-email-changes.js';
export { SignInLocks, type SignInLock } from './domain/sign-in-locks.js';
export { UserErrors } from './domain/user.errors.js';
export { UsersModule } from './users.module.js';
export {
  EmailVerified,
  NamesChanged,
  StandingChanged,
  UserActivated,
  UserApproved,
  UserArchived,
  UserDeactivated,
  UserDeleted,
  UserRejected,
  UserRestored,
  UserRoleChanged,
  UserSuspended,
  UserUnarchived,
} from './domain/user.events.js';
