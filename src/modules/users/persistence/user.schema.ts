import { Schema, type Types } from 'mongoose';
import { ROLES } from '../../../common/access/index.js';
import {
  archivePaths,
  baseSchemaOptions,
  softDeletePaths,
  type Archivable,
  type SoftDeletable,
} from '../../../infra/mongo/index.js';
import { THEMES, PROFILE_VISIBILITIES, type ChosenPreferences } from '../domain/preferences.js';
import type { NameKeys } from '../domain/name-key.js';
import type { SealedDetails } from '../domain/personal-details.js';
import { EXPERIENCE_LEVELS, GENDERS } from '../domain/profile.js';
import {
  APPROVAL_STATUSES,
  USER_SOURCES,
  USER_STATUSES,
  type Approval,
  type Suspension,
  type User,
  type UserOrigin,
} from '../domain/user.js';

export const USER_MODEL = 'User';

type StoredBy<T> = Omit<T, 'by'> & { readonly by: Types.ObjectId };

/** What documents may lack that were written before a field was thought of is optional here; the mapper fills it in. */
export interface UserDocument
  extends
    Omit<
      User,
      | 'id'
      | 'suspension'
      | 'approval'
      | 'profile'
      | 'preferences'
      | 'passwordChangedAt'
      | 'lastLoginAt'
      | 'lastActivityAt'
      | 'erasureScheduledAt'
      | 'metadata'
      | 'archivedAt'
      | 'deletedAt'
    >,
    SoftDeletable,
    Archivable {
  /** None until a password is set. */
  readonly passwordHash: string | null;
  readonly suspension?: StoredBy<Suspension> | null;
  readonly approval: Pick<Approval, 'status'> &
    Partial<Omit<Approval, 'by'>> & { by?: Types.ObjectId | null };
  readonly profile: Partial<User['profile']>;
  readonly preferences?: ChosenPreferences | null;
  readonly passwordChangedAt?: Date | null;
  readonly metadata?: Pick<UserOrigin, 'source'> & { readonly createdBy: Types.ObjectId | null };
  readonly lastLoginAt?: Date | null;
  readonly lastActivityAt?: Date | null;
  /** Encrypted; never read unless asked for by name. */
  readonly personal?: SealedDetails;
  /** What the names are found by; written with them. */
  readonly nameKeys?: NameKeys;
  /** By what the address is known again when the account is erased; missing in accounts from before there was such a thing. */
  readonly emailKey?: string;
  /** When the account is to be erased, unless its owner changes their mind. */
  readonly erasureScheduledAt?: Date | null;
  /** Since when parts of the account are being erased: there is no way back from there. */
  readonly erasureBegunAt?: Date | null;
  readonly erasedAt?: Date | null;
  /** Rises with each administrator whose power this one has taken; two who take each other's collide here. */
  readonly takeovers?: number;
  /** Rises with each part of a cascade, which so can't pass an administrator who takes the whole back. */
  readonly cascades?: number;
}

const text = (maxlength: number) => ({ type: String, trim: true, maxlength, default: null });
const link = () => ({ type: String, maxlength: 2048, default: null });
const adminRef = { type: Schema.Types.ObjectId, ref: USER_MODEL };

const sealed = new Schema(
  { phone: String, dateOfBirth: String, address: String },
  { _id: false, strict: 'throw' },
);

/** Only what somebody chose is stored, so nothing here has a default. */
const preferences = {
  theme: { type: String, enum: THEMES },
  language: { type: String, maxlength: 35 },
  timezone: { type: String, maxlength: 64 },
  notifications: {
    channels: { email: Boolean, sms: Boolean, push: Boolean, whatsapp: Boolean, inApp: Boolean },
    categories: { progress: Boolean, achievement: Boolean, marketing: Boolean, chat: Boolean },
  },
  privacy: {
    profileVisibility: { type: String, enum: PROFILE_VISIBILITIES },
    showActivity: { type: Boolean },
  },
};

/** The `users` collection: identity and profile of everybody with an account (A.7). */
export const userSchema = new Schema<UserDocument>(
  {
    email: { type: String, required: true, lowercase: true, trim: true, maxlength: 254 },
    username: { type: String, required: true, lowercase: true, trim: true, match: /^[a-z0-9_]{3,30}$/ },
    // Never read unless asked for by name (000-17).
    passwordHash: { type: String, default: null, select: false },
    role: { type: String, enum: ROLES, default: 'student', required: true },
    status: { type: String, enum: USER_STATUSES, default: 'active', required: true },
    suspension: {
      type: new Schema({ reason: String, by: adminRef, at: Date }, { _id: false, strict: 'throw' }),
      default: null,
    },
    approval: {
      status: { type: String, enum: APPROVAL_STATUSES, default: 'not_required', required: true },
      by: { ...adminRef, default: null },
      at: { type: Date, default: null },
      reason: { type: String, maxlength: 500, default: null },
    },
    emailVerifiedAt: { type: Date, default: null },
    passwordChangedAt: { type: Date, default: null },
    lastLoginAt: { type: Date, default: null },
    lastActivityAt: { type: Date },
    profile: {
      firstName: { type: String, trim: true, maxlength: 50, default: '' },
      lastName: { type: String, trim: true, maxlength: 50, default: '' },
      displayName: text(100),
      avatar: link(),
      bio: text(500),
      location: text(100),
      website: link(),
      experienceLevel: { type: String, enum: EXPERIENCE_LEVELS, default: 'beginner' },
      gender: { type: String, enum: [...GENDERS, null], default: null },
      socialLinks: { linkedin: link(), twitter: link(), github: link() },
    },
    nameKeys: { first: String, last: String, display: String },
    personal: { type: sealed, select: false },
    preferences,
    emailKey: { type: String, select: false },
    erasureScheduledAt: { type: Date },
    erasureBegunAt: { type: Date },
    erasedAt: { type: Date },
    metadata: {
      createdBy: { ...adminRef, default: null },
      source: { type: String, enum: [...USER_SOURCES, null], default: null },
    },
    takeovers: { type: Number },
    cascades: { type: Number },
    ...softDeletePaths,
    ...archivePaths,
  },
  { ...baseSchemaOptions, collection: 'users' },
);

// Sign-in, and one account an address (000-14, 000-54).
userSchema.index({ email: 1 }, { unique: true });
// Sign-in by user name, and one account a name (003-08).
userSchema.index({ username: 1 }, { unique: true });
// The administrators' list, newest first, and registrations a day (000-14).
userSchema.index({ createdAt: -1, _id: -1 });
// The same by role, and who is in office (000-14, 002-09).
userSchema.index({ role: 1, createdAt: -1, _id: -1 });
// The same by status (000-14, 002-09).
userSchema.index({ status: 1, createdAt: -1, _id: -1 });
// The same by approval: who waits for a decision.
userSchema.index({ 'approval.status': 1, createdAt: -1, _id: -1 });
// The same by confirmed address: who hasn't confirmed it (000-14).
userSchema.index({ emailVerifiedAt: 1, createdAt: -1, _id: -1 });
// Who is called so: prefixes of first, last and display names. Those of addresses and user names use the indexes above.
userSchema.index({ 'nameKeys.first': 1 });
userSchema.index({ 'nameKeys.last': 1 });
userSchema.index({ 'nameKeys.display': 1 });
// No account twice for an address, also when the first was erased (A.7).
userSchema.index({ emailKey: 1 }, { unique: true, sparse: true });
