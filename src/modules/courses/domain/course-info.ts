import type { Money } from '../../../common/money/index.js';
import type { CourseSettings, CourseStatus } from './course.js';

/** What other modules need to know of a course. */
export interface CourseInfo {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly thumbnail: string | null;
  readonly status: CourseStatus;
  /** Whether it is published: can be enrolled in. */
  readonly isOpen: boolean;
  readonly price: Money;
  readonly instructorId: string;
  /** Course ids. */
  readonly prerequisites: readonly string[];
  /** How many may learn at once; null for any number. */
  readonly capacity: number | null;
  /** For how many days access lasts once it is given; null for ever. */
  readonly accessDays: number | null;
  readonly settings: CourseSettings;
  /** How long its active lessons last. */
  readonly totalDurationSeconds: number;
}
