import { Schema } from 'mongoose';
import { ROLES } from '../../../common/access/index.js';
import {
  archivePaths,
  baseSchemaOptions,
  softDeletePaths,
  type Archivable,
  type SoftDeletable,
} from '../../../infra/mongo/index.js';
import { APPROVAL_STATUSES, USER_STATUSES, type User } from '../domain/user.js';

export const USER_MODEL = 'User';

export interface UserDocument extends Omit<User, 'id'>, SoftDeletable, Archivable {
  /** None until a password is set. */
  readonly passwordHash: string | null;
}

/** The `users` collection: identity and profile of everybody with an account (A.7). */
export const userSchema = new Schema<UserDocument>(
  {
    email: { type: String, required: true, lowercase: true, trim: true, maxlength: 254 },
    username: { type: String, required: true, lowercase: true, trim: true, match: /^[a-z0-9_]{3,30}$/ },
    // Never read unless asked for by name (000-17).
    passwordHash: { type: String, default: null, select: false },
    role: { type: String, enum: ROLES, default: 'student', required: true },
    status: { type: String, enum: USER_STATUSES, default: 'active', required: true },
    approval: {
      status: { type: String, enum: APPROVAL_STATUSES, default: 'not_required', required: true },
    },
    emailVerifiedAt: { type: Date, default: null },
    profile: {
      firstName: { type: String, trim: true, maxlength: 50, default: '' },
      lastName: { type: String, trim: true, maxlength: 50, default: '' },
      displayName: { type: String, trim: true, maxlength: 100, default: null },
    },
    ...softDeletePaths,
    ...archivePaths,
  },
  { ...baseSchemaOptions, collection: 'users' },
);

// Sign-in, and one account an address (000-14, 000-54).
userSchema.index({ email: 1 }, { unique: true });
// Sign-in by user name, and one account a name (003-08).
userSchema.index({ username: 1 }, { unique: true });
