/** How much of a course somebody may open: only what is free, all but downloads, or everything (000-36, A.7). */
export type AccessLevel = 'none' | 'preview' | 'limited' | 'full';

/** Whether somebody may open a lesson, and if not, why. */
export type LessonAccess =
  | {
      readonly allowed: true;
      readonly downloads: boolean;
      /** Whether it was completed, which earns solutions and hints (003-14). */
      readonly completed: boolean;
    }
  | { readonly allowed: false; readonly reason: 'not-enrolled' | 'locked' };

/**
 * What this module asks about learners. Enrollments know it and depend on courses, so they bring the answer: the one
 * access policy of the product.
 */
export abstract class CourseAccess {
  /** What somebody's enrollment opens: `none` without one that is active or completed and not expired. */
  abstract levelOf(userId: string, courseId: string): Promise<AccessLevel>;

  /** Whether a learner may open a lesson that isn't free, sequential completion included. */
  abstract toLesson(userId: string, lesson: { id: string; courseId: string }): Promise<LessonAccess>;

  /** Whether somebody has learned in this course (active or completed now), and so may review it (001-13). */
  abstract mayReview(userId: string, courseId: string): Promise<boolean>;

  /** Whether somebody would lose with a course what they have paid for, or are paying for at this moment. */
  abstract isPaidFor(courseId: string): Promise<boolean>;
}
