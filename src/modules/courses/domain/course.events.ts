import { domainEvent } from '../../../common/events/index.js';

/** An instructor asks for publication. */
export class CourseSubmitted extends domainEvent<{ courseId: string; instructorId: string }>(
  'CourseSubmitted',
) {}

/** A course can be found, bought and learned. */
export class CoursePublished extends domainEvent<{ courseId: string; instructorId: string }>(
  'CoursePublished',
) {}

/** A moderator sent a course back to its instructor. */
export class CourseRejected extends domainEvent<{ courseId: string; instructorId: string; reason: string }>(
  'CourseRejected',
) {}

/** A course isn't offered any more; who has it keeps it. */
export class CourseArchived extends domainEvent<{ courseId: string }>('CourseArchived') {}

/** A course was deleted, and everything of that batch with it (A.7 cascades). */
export class CourseDeleted extends domainEvent<{ courseId: string; batchId: string }>('CourseDeleted') {}

/** A deleted course came back, and everything of that batch with it. */
export class CourseRestored extends domainEvent<{ courseId: string; batchId: string }>('CourseRestored') {}

/** Lessons were added, removed, switched on or off, or made required or optional: denominators have changed. */
export class CurriculumChanged extends domainEvent<{ courseId: string }>('CurriculumChanged') {}

/** A learner wrote, changed or withdrew a review. */
export class CourseReviewed extends domainEvent<{ courseId: string; userId: string; rating: number | null }>(
  'CourseReviewed',
) {}
