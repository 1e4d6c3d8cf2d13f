import type { DomainEvent } from '../../../common/events/index.js';
import {
  EnrollmentActivated,
  EnrollmentCompleted,
  EnrollmentEnded,
  EnrollmentWaitlisted,
  SeatOffered,
} from './enrollment.events.js';
import type { Trigger } from './enrollment-states.js';
import type { Enrollment, EnrollmentStatus } from './enrollment.js';

/** What others are told of a change of state; nothing of a pause, or of one who is about to pay. */
export function eventOf(
  { id, userId, courseId, activatedAt }: Pick<Enrollment, 'id' | 'userId' | 'courseId' | 'activatedAt'>,
  to: EnrollmentStatus,
  trigger: Trigger,
): DomainEvent | undefined {
  const enrolled = { enrollmentId: id, userId, courseId };
  const activated = { ...enrolled, ...(activatedAt && { since: activatedAt.toISOString() }) };
  switch (to) {
    case 'active':
      return new EnrollmentActivated(activated);
    case 'waitlisted':
      return new EnrollmentWaitlisted(enrolled);
    case 'pending':
      return trigger === 'seat-freed-paid' ? new SeatOffered(enrolled) : undefined;
    case 'completed':
      if (trigger === 'renewed') return new EnrollmentActivated(activated);
      if (trigger === 'renewal-refunded') return new EnrollmentEnded({ ...enrolled, status: 'refunded' });
      return new EnrollmentCompleted(enrolled);
    case 'paused':
      return undefined;
    default:
      return new EnrollmentEnded({ ...enrolled, status: to });
  }
}
