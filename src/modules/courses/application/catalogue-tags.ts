/** On every answer that shows a course to everybody; any change to a course drops it. */
export const COURSES_TAG = 'courses';

/** On everything that shows categories, or courses by their category. */
export const CATEGORIES_TAG = 'categories';

/** On everything that shows phases and what their courses add up to, or courses by their phase. */
export const PHASES_TAG = 'phases';

/** On everything that shows courses with the names of those who teach them. */
export const INSTRUCTORS_TAG = 'instructors';

/** On what shows one course, by id. */
export const courseTag = (courseId: string): string => `course:${courseId}`;

/** On the reviews of a course. */
export const reviewsTag = (courseId: string): string => `reviews:${courseId}`;
