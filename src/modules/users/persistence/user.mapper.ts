import { preferencesOf } from '../domain/preferences.js';
import { EMPTY_PROFILE, type Profile } from '../domain/profile.js';
import type { User, UserStatus } from '../domain/user.js';
import type { Picked } from '../../../infra/mongo/index.js';
import type { UserDocument } from './user.schema.js';

/** The fields of a document that make a {@link User}. */
export const USER_FIELDS = [
  'email',
  'username',
  'role',
  'status',
  'suspension',
  'approval',
  'emailVerifiedAt',
  'profile',
  'preferences',
  'passwordChangedAt',
  'metadata',
  'archivedAt',
  'deletedAt',
  'lastLoginAt',
  'lastActivityAt',
  'erasureScheduledAt',
  'createdAt',
  'updatedAt',
] as const satisfies (keyof UserDocument)[];

/** The status that counts: whoever is archived is inactive, and will be what is stored when taken back. */
export const statusOf = ({ status, archivedAt }: Pick<UserDocument, 'status' | 'archivedAt'>): UserStatus =>
  archivedAt ? 'inactive' : status;

/** A stored profile with everything that it may lack. */
export const toProfile = (stored: UserDocument['profile']): Profile => ({
  ...EMPTY_PROFILE,
  ...stored,
  socialLinks: { ...EMPTY_PROFILE.socialLinks, ...stored.socialLinks },
});

export function toUser(document: Picked<UserDocument, (typeof USER_FIELDS)[number]>): User {
  const { suspension, approval, metadata } = document;
  return {
    id: document._id.toString(),
    email: document.email,
    username: document.username,
    role: document.role,
    status: statusOf(document),
    suspension: suspension ? { ...suspension, by: suspension.by.toString() } : null,
    approval: {
      status: approval.status,
      by: approval.by?.toString() ?? null,
      at: approval.at ?? null,
      reason: approval.reason ?? null,
    },
    emailVerifiedAt: document.emailVerifiedAt,
    profile: toProfile(document.profile),
    preferences: preferencesOf(document.preferences),
    passwordChangedAt: document.passwordChangedAt ?? null,
    metadata: {
      createdBy: metadata?.createdBy?.toString() ?? null,
      source: metadata?.source ?? null,
    },
    archivedAt: document.archivedAt ?? null,
    deletedAt: document.deletedAt ?? null,
    lastLoginAt: document.lastLoginAt ?? null,
    lastActivityAt: document.lastActivityAt ?? null,
    erasureScheduledAt: document.erasureScheduledAt ?? null,
    createdAt: document.createdAt,
    updatedAt: document.updatedAt,
  };
}
