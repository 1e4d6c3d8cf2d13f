export {
  ACCESS,
  Allow,
  CurrentUser,
  Public,
  RECENTLY_AUTHENTICATED,
  RecentlyAuthenticated,
  type Access,
} from './access.decorators.js';
export { AccessGuard } from './access.guard.js';
export { Authenticator } from './authenticator.js';
export { Permission, ROLE_PERMISSIONS, ROLES, SERVICE_SCOPES, type Role } from './permission.js';
export type { Principal } from './principal.js';
