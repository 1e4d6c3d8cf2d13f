import type { ErrorType } from '../../../common/errors/index.js';

/** What can go wrong in making courses. */
export const AuthoringErrors = {
  wrongStatus: {
    code: 'wrong-course-status',
    kind: 'conflict',
    title: 'Wrong course status',
    detail: 'The course is not in the state that this begins in.',
  },
  changed: {
    code: 'course-changed',
    kind: 'conflict',
    title: 'Course changed',
    detail:
      'The course or its curriculum was changed after you looked at it. Look at both again, and send the `version` that you see then.',
  },
  incomplete: {
    code: 'course-incomplete',
    kind: 'unprocessable',
    title: 'Course incomplete',
    detail: 'Something is missing before this course can be reviewed. `errors` names it.',
  },
  slugTaken: {
    code: 'slug-taken',
    kind: 'conflict',
    title: 'Address taken',
    detail: 'Another one has this address already. Leave `slug` out to get a free one.',
  },
  paidFor: {
    code: 'course-paid-for',
    kind: 'conflict',
    title: 'Course is paid for',
    detail:
      'Somebody has paid for this course, or is paying for it at this moment, and would lose it. Archive it: it is not offered any more then, and who has it keeps it. It can be deleted once an administrator has refunded all of them.',
  },
  notDeleted: {
    code: 'course-not-deleted',
    kind: 'conflict',
    title: 'Course not deleted',
    detail: 'There is nothing to restore: the course is not deleted.',
  },
  unknownCategory: {
    code: 'unknown-category',
    kind: 'unprocessable',
    title: 'Unknown category',
    detail: 'There is no category with this id.',
  },
  unknownPhase: {
    code: 'unknown-phase',
    kind: 'unprocessable',
    title: 'Unknown phase',
    detail: 'There is no phase with this id.',
  },
  unknownPrerequisite: {
    code: 'unknown-prerequisite',
    kind: 'unprocessable',
    title: 'Unknown prerequisite',
    detail: 'Something that is to come first does not exist, or may not be referred to.',
  },
  prerequisiteCycle: {
    code: 'prerequisite-cycle',
    kind: 'unprocessable',
    title: 'Prerequisites in a circle',
    detail: 'With these prerequisites, something would have to come before itself.',
  },
  capacityTooSmall: {
    code: 'capacity-too-small',
    kind: 'conflict',
    title: 'Capacity too small',
    detail: 'More learners have a seat already.',
  },
} as const satisfies Record<string, ErrorType>;
