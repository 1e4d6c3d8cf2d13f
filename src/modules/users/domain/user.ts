import type { Role } from '../../../common/access/index.js';
import type { Preferences } from './preferences.js';
import type { Profile } from './profile.js';

/**
 * `inactive` is who an administrator has set so, without blame, and who is archived; `suspended` is for a reason that is
 * told. Only who is active can sign in (X3).
 */
export const USER_STATUSES = ['active', 'inactive', 'suspended'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export const APPROVAL_STATUSES = ['not_required', 'pending', 'approved', 'rejected'] as const;
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** Whether somebody may do what the role says, and who decided it. `reason` is that of a rejection. */
export interface Approval {
  readonly status: ApprovalStatus;
  readonly by: string | null;
  readonly at: Date | null;
  readonly reason: string | null;
}

/** By which way an account came about: somebody's own site, another program, or an administrator (002-08). */
export const USER_SOURCES = ['web', 'api', 'admin'] as const;
export type UserSource = (typeof USER_SOURCES)[number];

/** How an account came about. Neither address nor browser of whoever registered is kept with it: sessions know theirs. */
export interface UserOrigin {
  /** Who made it, if it wasn't its owner. */
  readonly createdBy: string | null;
  /** Unknown of accounts that are older than the question. */
  readonly source: UserSource | null;
}

export interface Suspension {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** Somebody with an account (X2, X3, X4). */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly role: Role;
  readonly status: UserStatus;
  /** Why the account is shut; only while it is. */
  readonly suspension: Suspension | null;
  readonly approval: Approval;
  readonly emailVerifiedAt: Date | null;
  readonly profile: Profile;
  readonly preferences: Preferences;
  /** When the password was last set anew; null while it is the first one, or there is none (003-06). */
  readonly passwordChangedAt: Date | null;
  readonly metadata: UserOrigin;
  /** Since when it is put aside; it can't be used until it is taken back (004-06). */
  readonly archivedAt: Date | null;
  /** Since when it is deleted; only administrators see that it was there. */
  readonly deletedAt: Date | null;
  readonly lastLoginAt: Date | null;
  /** When somebody was last here with the account, give or take {@link ACTIVITY_NOTED_EVERY_MS} (002-07). */
  readonly lastActivityAt: Date | null;
  /** When the account will be erased; null unless that was asked for. */
  readonly erasureScheduledAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/**
 * Whether somebody may sign in, and go on in a session: people may whose account is open. Programs never do, by no way and
 * whatever else their account says; they have keys.
 */
export const maySignIn = ({ status, role }: Pick<User, 'status' | 'role'>): boolean =>
  status === 'active' && role !== 'service';

/** Being here is noted that seldom, so that it costs no write for each request. */
export const ACTIVITY_NOTED_EVERY_MS = 300_000;

/** First and last name, or what there is of them (T5). */
export const fullNameOf = ({
  profile,
}: {
  readonly profile: Pick<Profile, 'firstName' | 'lastName'>;
}): string => [profile.firstName, profile.lastName].filter(Boolean).join(' ');

/** E-mail addresses are one however they are typed; nothing else about them is rewritten (T19). */
export const normalizeEmail = (email: string): string => email.trim().toLowerCase();

/** Students need nobody's approval; who teaches or administers does (X2). */
export const initialApproval = (role: Role): ApprovalStatus =>
  role === 'instructor' || role === 'admin' ? 'pending' : 'not_required';

/** With which approvals somebody has the powers of the role. */
export const IN_OFFICE: readonly ApprovalStatus[] = ['not_required', 'approved'];

/** The role whose permissions somebody has: until approved, that of a student (X2, 003-02). */
export const effectiveRole = ({
  role,
  approval,
}: {
  readonly role: Role;
  readonly approval: { readonly status: ApprovalStatus };
}): Role => (IN_OFFICE.includes(approval.status) ? role : 'student');
