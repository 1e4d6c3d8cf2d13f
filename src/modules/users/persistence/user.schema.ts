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
import { EXPERIENCE_LEVELS, GENDERS } from '../domain/profile.js';
import {
  APPROVAL_STATUSES,
  USER_STATUSES,
  type Approval,
  type Suspension,
  type User,
} from '../domain/user.js';

export const USER_MODEL = 'User';

type StoredBy<T> = Omit<T, 'by'> & { readonly by: Types.ObjectId };

/** What documents may lack that were written before a field was thought of is optional here; the mapper fills it in. */
export interface UserDocument
  extends
    Omit<User, 'id' | 'suspension' | 'approval' | 'profile' | 'preferences' | 'lastLoginAt'>,
    SoftDeletable,
    Archivable {
  /** None until a password is set. */
  readonly passwordHash: string | null;
  readonly suspension?: StoredBy<Suspension> | null;
  readonly approval: Pick<Approval, 'status'> &
    Partial<Omit<Approval, 'by'>> & { by?: Types.ObjectId | null };
  readonly profile: Partial<User['profile']>;
  readonly preferences?: ChosenPreferences | null;
  readonly lastLoginAt?: Date | null;
}

const text = (maxlength: number) => ({ type: String, trim: true, maxlength, default: null });
const link = () => ({ type: String, maxlength: 2048, default: null });
const adminRef = { type: Schema.Types.ObjectId };

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
    lastLoginAt: { type: Date, default: null },
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
    preferences,
    ...softDeletePaths,
    ...archivePaths,
  },
  { ...baseSchemaOptions, collection: 'users' },
);

// Sign-in, and one account an address (000-14, 000-54).
userSchema.index({ email: 1 }, { unique: true });
// Sign-in by user name, and one account a name (003-08).
userSchema.index({ username: 1 }, { unique: true });
