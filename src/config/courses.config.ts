import { namespace } from './namespace.js';
import { flag } from './types.js';

/** Courses and what learners say of them. */
export class CoursesConfig extends namespace('Courses', {
  REVIEW_TEXT_REQUIRED: flag()
    .default(false)
    .describe('Whether a review needs words beside its stars (X17).'),
}) {}
