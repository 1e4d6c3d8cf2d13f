import type { NewCourse } from '../domain/course-values.js';
import type { CourseStatus } from '../domain/course.js';
import type { NewLesson, NewSection } from '../domain/lesson-values.js';

/** A course to try the product out with. */
export interface SampleCourse extends Omit<NewCourse, 'categoryId' | 'phaseId' | 'price'> {
  /** A category's slug. */
  readonly category: string;
  /** A phase's slug. */
  readonly phase?: string;
  /** US cents. */
  readonly price: number;
  readonly instructorEmail: string;
  readonly status: Exclude<CourseStatus, 'archived'>;
  readonly sections: readonly SampleSection[];
}

export type SampleSection = NewSection & { readonly lessons: readonly NewLesson[] };
