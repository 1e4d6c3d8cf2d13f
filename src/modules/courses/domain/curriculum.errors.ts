import type { ErrorType } from '../../../common/errors/index.js';

/** What can go wrong with sections and lessons. */
export const CurriculumErrors = {
  sectionNotFound: {
    code: 'section-not-found',
    kind: 'not-found',
    title: 'Section not found',
    detail: 'There is no such section, or it belongs to a course that you may not see.',
  },
  lessonNotFound: {
    code: 'lesson-not-found',
    kind: 'not-found',
    title: 'Lesson not found',
    detail: 'There is no such lesson, or it belongs to a course that you may not see.',
  },
  changedMeanwhile: {
    code: 'curriculum-changed',
    kind: 'conflict',
    title: 'Curriculum changed',
    detail:
      'Somebody changed the curriculum after you read it. Read it again, and apply your change to that.',
  },
  wrongOrder: {
    code: 'order-mismatch',
    kind: 'conflict',
    title: 'Order does not match',
    detail: 'An order names each of the existing ids exactly once. Read them again.',
  },
  invalidTree: {
    code: 'invalid-curriculum',
    kind: 'unprocessable',
    title: 'Curriculum not valid',
    detail: 'The tree does not fit this course. `errors` says where.',
  },
  wrongContent: {
    code: 'wrong-content',
    kind: 'unprocessable',
    title: 'Content does not fit',
    detail: "A lesson's content has only the part that is named like its type.",
  },
  tooMany: {
    code: 'curriculum-full',
    kind: 'unprocessable',
    title: 'Curriculum full',
    detail: 'A course has at most 100 sections and 500 lessons.',
  },
  wouldBeIncomplete: {
    code: 'published-course-incomplete',
    kind: 'conflict',
    title: 'Published course would be incomplete',
    detail:
      'The course is published, and this would leave it without something that a course needs. `errors` names it. Archive the course first, or switch a lesson on only when it has its content.',
  },
  notEnrolled: {
    code: 'not-enrolled',
    kind: 'forbidden',
    title: 'Not enrolled',
    detail: 'This is for those who are enrolled in the course.',
  },
  lessonLocked: {
    code: 'lesson-locked',
    kind: 'forbidden',
    title: 'Lesson locked',
    detail: 'Complete the lessons before this one first.',
  },
} as const satisfies Record<string, ErrorType>;
