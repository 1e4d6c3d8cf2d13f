import { Types } from 'mongoose';
import type { Enrollment, EnrollmentStatus } from '../domain/enrollment.js';
import type { Trigger } from '../domain/enrollment-states.js';
import type { EnrollmentDocument } from './enrollment.schema.js';

/** What can change together with the state. */
export type Dates = Partial<
  Pick<Enrollment, 'accessLevel' | 'enrolledAt' | 'activatedAt' | 'completedAt' | 'expiresAt'>
>;

export interface NewEnrollment extends Dates {
  readonly userId: string;
  readonly courseId: string;
  readonly status: EnrollmentStatus;
  readonly trigger: Trigger;
  readonly by: string;
  readonly enrolledAt: Date;
}

/** What an enrollment is before anything has happened, as its schema has it. */
const UNTOUCHED = {
  accessLevel: 'full',
  startedAt: null,
  completedAt: null,
  expiresAt: null,
  currentPayment: null,
  payment: null,
  certificate: null,
  isDeleted: false,
} as const;

const NO_PROGRESS = {
  percentage: 0,
  completedLessons: 0,
  totalLessons: 0,
  totalTimeSeconds: 0,
  lastAccessedAt: null,
  currentLesson: null,
} as const;

const NO_ENGAGEMENT = { notes: 0, bookmarks: 0, activeDays: 0, consecutiveDays: 0 } as const;

/** The whole document, because the schema, which has the same defaults, isn't asked. */
export function newDocument({
  userId,
  courseId,
  trigger,
  by,
  ...values
}: NewEnrollment): Omit<EnrollmentDocument, '_id'> {
  const { status, enrolledAt: at, activatedAt = null } = values;
  return {
    ...UNTOUCHED,
    ...values,
    user: new Types.ObjectId(userId),
    course: new Types.ObjectId(courseId),
    activatedAt,
    progress: { ...NO_PROGRESS, creditedUntil: activatedAt },
    history: [{ from: 'none', to: status, trigger, at, by: new Types.ObjectId(by), reason: null }],
    engagement: { ...NO_ENGAGEMENT },
    downloadedMaterials: [],
    createdAt: at,
    updatedAt: at,
  };
}
