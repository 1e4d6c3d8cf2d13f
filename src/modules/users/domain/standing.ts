import { effectiveRole, type ApprovalStatus, type User, type UserStatus } from './user.js';

/** From which states an administrator's decision leads to another (X2). A rejection can be thought over. */
export const APPROVAL_FROM = {
  approved: ['pending', 'rejected'],
  rejected: ['pending'],
} as const satisfies Partial<Record<ApprovalStatus, readonly ApprovalStatus[]>>;

/** From which states an account can be shut and opened (X3). */
export const STATUS_FROM = {
  inactive: ['active'],
  suspended: ['active', 'inactive'],
  active: ['inactive', 'suspended'],
} as const satisfies Partial<Record<UserStatus, readonly UserStatus[]>>;

/** Whether somebody can administer right now. */
export const isActiveAdmin = (user: Pick<User, 'role' | 'status' | 'approval'>): boolean =>
  user.status === 'active' && effectiveRole(user) === 'admin';

/** The roles that people have; `service` is that of programs. */
export const ASSIGNABLE_ROLES = ['student', 'instructor', 'moderator', 'admin'] as const;
export type AssignableRole = (typeof ASSIGNABLE_ROLES)[number];
