import type { ErrorType } from '../../../common/errors/index.js';

export const CourseErrors = {
  notFound: {
    code: 'course-not-found',
    kind: 'not-found',
    title: 'Course not found',
    detail: 'There is no such course, or it is not published.',
  },
} as const satisfies Record<string, ErrorType>;
