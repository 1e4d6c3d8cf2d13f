import type { Money } from '../../../common/money/index.js';

export const LEVELS = ['beginner', 'intermediate', 'advanced', 'expert'] as const;
export type Level = (typeof LEVELS)[number];

export const COURSE_STATUSES = ['draft', 'under-review', 'published', 'archived'] as const;
export type CourseStatus = (typeof COURSE_STATUSES)[number];

/** A course (X5): what is sold, taught and learned. */
export interface Course {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly categoryId: string;
  readonly level: Level;
  readonly language: string;
  readonly tags: readonly string[];
  readonly price: Money;
  readonly instructorId: string;
  readonly status: CourseStatus;
  readonly isPublic: boolean;
  readonly publishedAt: Date | null;
  readonly createdAt: Date;
}
