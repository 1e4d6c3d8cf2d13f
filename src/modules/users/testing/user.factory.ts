import { Factory } from 'fishery';
import { Types } from 'mongoose';
import { EMPTY_PROFILE } from '../domain/profile.js';
import type { UserDocument } from '../persistence/user.schema.js';

/** Documents of the `users` collection: an active student unless said otherwise. */
export const userFactory = Factory.define<UserDocument>(({ sequence }) => ({
  _id: new Types.ObjectId(),
  email: `student${sequence}@example.com`,
  username: `student_${sequence}`,
  passwordHash: null,
  role: 'student',
  status: 'active',
  suspension: null,
  approval: { status: 'not_required', by: null, at: null, reason: null },
  emailVerifiedAt: new Date('2026-01-01T00:00:00Z'),
  lastLoginAt: null,
  profile: { ...EMPTY_PROFILE, firstName: 'Sam', lastName: `Student ${sequence}` },
  nameKeys: { first: 'sam', last: `student ${sequence}`, display: '' },
  isDeleted: false,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  updatedAt: new Date('2026-01-01T00:00:00Z'),
}));
