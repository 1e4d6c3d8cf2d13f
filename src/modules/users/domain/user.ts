import type { Role } from '../../../common/access/index.js';

export const USER_STATUSES = ['active', 'inactive', 'suspended'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export const APPROVAL_STATUSES = ['not_required', 'pending', 'approved', 'rejected'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** Somebody with an account (X2, X3, X4). */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly role: Role;
  readonly status: UserStatus;
  readonly approval: { readonly status: ApprovalStatus };
  readonly emailVerifiedAt: Date | null;
  readonly profile: {
    readonly firstName: string;
    readonly lastName: string;
    readonly displayName: string | null;
  };
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** First and last name, or what there is of them (T5). */
export const fullNameOf = ({ profile }: Pick<User, 'profile'>): string =>
  [profile.firstName, profile.lastName].filter(Boolean).join(' ');

/** E-mail addresses are one however they are typed; nothing else about them is rewritten (T19). */
export const normalizeEmail = (email: string): string => email.trim().toLowerCase();

/** Students need nobody's approval; who teaches or administers does (X2). */
export const initialApproval = (role: Role): ApprovalStatus =>
  role === 'instructor' || role === 'admin' ? 'pending' : 'not_required';

/** The role whose permissions somebody has: until approved, that of a student (X2, 003-02). */
export const effectiveRole = ({ role, approval }: Pick<User, 'role' | 'approval'>): Role =>
  approval.status === 'not_required' || approval.status === 'approved' ? role : 'student';
