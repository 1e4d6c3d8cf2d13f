export { OwnAccountDto } from './api/own-account.dto.js';
export { Accounts } from './application/accounts.js';
export { CreateAdmin } from './application/create-admin.js';
export type { User } from './domain/user.js';
export { UsersModule } from './users.module.js';
export {
  EmailVerified,
  UserActivated,
  UserApproved,
  UserRegistered,
  UserRejected,
  UserRoleChanged,
  UserSuspended,
} from './domain/user.events.js';
