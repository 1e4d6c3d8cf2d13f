import type { ErrorType } from '../../../common/errors/index.js';

export const EnrollmentErrors = {
  notFound: {
    code: 'enrollment-not-found',
    kind: 'not-found',
    title: 'Enrollment not found',
    detail: 'There is no such enrollment, or it is not yours.',
  },
  courseNotFound: {
    code: 'course-not-found',
    kind: 'not-found',
    title: 'Course not found',
    detail: 'There is no such course, or it is not published.',
  },
  lessonNotFound: {
    code: 'lesson-not-found',
    kind: 'not-found',
    title: 'Lesson not found',
    detail: 'The course of this enrollment has no such lesson.',
  },
  learnerNotFound: {
    code: 'learner-not-found',
    kind: 'not-found',
    title: 'Learner not found',
    detail: 'There is no account with this id.',
  },
  emailNotVerified: {
    code: 'email-not-verified',
    kind: 'forbidden',
    title: 'E-mail address not verified',
    detail: 'Confirm your e-mail address first: follow the link in the mail, or ask for another one.',
  },
  courseNotOpen: {
    code: 'course-not-open',
    kind: 'conflict',
    title: 'Course not open',
    detail: 'This course takes no enrollments at the moment.',
  },
  courseFree: {
    code: 'course-free',
    kind: 'conflict',
    title: 'Nothing to pay',
    detail: 'This course is free: enroll at POST /api/v1/enrollments.',
  },
  courseFull: {
    code: 'course-full',
    kind: 'conflict',
    title: 'Course full',
    detail: 'All seats of this course are taken.',
  },
  prerequisitesMissing: {
    code: 'prerequisites-missing',
    kind: 'conflict',
    title: 'Prerequisites missing',
    detail: 'Complete the courses that this one builds on first.',
  },
  alreadyEnrolled: {
    code: 'already-enrolled',
    kind: 'conflict',
    title: 'Already enrolled',
    detail: 'There is an enrollment in this course already.',
  },
  impossibleTransition: {
    code: 'enrollment-state',
    kind: 'conflict',
    title: 'Not possible in this state',
    detail: 'The enrollment is in a state that does not allow this.',
  },
  noAccess: {
    code: 'enrollment-not-active',
    kind: 'conflict',
    title: 'Enrollment not active',
    detail: 'Lessons can be studied while the enrollment is active and has not expired.',
  },
  lessonLocked: {
    code: 'lesson-locked',
    kind: 'conflict',
    title: 'Lesson locked',
    detail: 'The lessons of this course are completed in order. Complete the earlier ones first.',
  },
  criteriaUnmet: {
    code: 'completion-criteria-unmet',
    kind: 'conflict',
    title: 'Not complete yet',
    detail: 'What this lesson asks for has not been done yet.',
  },
} as const satisfies Record<string, ErrorType>;
