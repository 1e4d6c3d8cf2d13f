import { Factory } from 'fishery';
import { Types } from 'mongoose';
import type { UserDocument } from '../persistence/user.schema.js';

/** Documents of the `users` collection: an active student unless said otherwise. */
export const userFactory = Factory.define<UserDocument>(({ sequence }) => ({
  _id: new Types.ObjectId(),
  email: `student${sequence}@example.com`,
  username: `student_${sequence}`,
  passwordHash: null,
  role: 'student',
  status: 'active',
  approval: { status: 'not_required' },
  emailVerifiedAt: new Date('2026-01-01T00:00:00Z'),
  profile: { firstName: 'Sam', lastName: `Student ${sequence}`, displayName: null },
  isDeleted: false,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  updatedAt: new Date('2026-01-01T00:00:00Z'),
}));
