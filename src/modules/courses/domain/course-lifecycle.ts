import { DomainError } from '../../../common/errors/index.js';
import { AuthoringErrors } from './authoring.errors.js';
import type { CourseStatus } from './course.js';

/** What can be done to the state of a course, from where and to where (A.7). */
export const COURSE_MOVES = {
  submit: { from: 'draft', to: 'under-review' },
  publish: { from: 'under-review', to: 'published' },
  reject: { from: 'under-review', to: 'draft' },
  archive: { from: 'published', to: 'archived' },
  unarchive: { from: 'archived', to: 'published' },
} as const satisfies Record<string, { from: CourseStatus; to: CourseStatus }>;

export type CourseMove = keyof typeof COURSE_MOVES;

/**
 * Where a move leads.
 *
 * @throws DomainError `wrong-course-status` when the course isn't where the move begins
 */
export function moveCourse(status: CourseStatus, move: CourseMove): CourseStatus {
  const { from, to } = COURSE_MOVES[move];
  if (status === from) return to;
  throw new DomainError(AuthoringErrors.wrongStatus, {
    detail: `This takes a course that is ${from}; this one is ${status}.`,
  });
}
