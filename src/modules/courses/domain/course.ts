import type { Money } from '../../../common/money/index.js';
import type { LessonType } from './lesson.js';
import type { Level } from './level.js';
import type { Material } from './material.js';

export { LEVELS, type Level } from './level.js';

export const COURSE_STATUSES = ['draft', 'under-review', 'published', 'archived'] as const;
export type CourseStatus = (typeof COURSE_STATUSES)[number];

export interface CourseSettings {
  readonly allowDownload: boolean;
  /** Whether a lesson opens only when the required ones before it are completed. */
  readonly requireSequentialCompletion: boolean;
  readonly certificateEligible: boolean;
}

/** As A.7 decides: the documents' defaults would block every certificate. */
export const DEFAULT_COURSE_SETTINGS: CourseSettings = {
  allowDownload: false,
  requireSequentialCompletion: false,
  certificateEligible: true,
};

/** How much time a course asks for, as its instructor announces it (000-22). */
export interface CourseDuration {
  readonly weeks: number | null;
  readonly hours: number | null;
  readonly description: string;
}

/** What search engines are told (000-28). */
export interface CourseSeo {
  readonly metaTitle: string;
  readonly metaDescription: string;
  readonly keywords: readonly string[];
}

/** Why a course came back from review. */
export interface CourseRejection {
  readonly reason: string;
  readonly by: string;
  readonly at: Date;
}

/** What the active lessons of a course add up to; kept in the transactions that change them (003-11). */
export interface CourseContentTotals {
  readonly totalLessons: number;
  readonly totalDurationSeconds: number;
  readonly lessonCounts: Readonly<Record<LessonType, number>>;
}

/** A course (X5): what is sold, taught and learned. */
export interface Course extends CourseContentTotals {
  readonly id: string;
  readonly title: string;
  readonly slug: string;
  readonly description: string;
  readonly fullDescription: string;
  readonly categoryId: string;
  readonly subcategory: string | null;
  readonly phaseId: string | null;
  /** Its place in the phase, from 1. */
  readonly order: number | null;
  readonly level: Level;
  readonly language: string;
  readonly tags: readonly string[];
  readonly price: Money;
  /** What it cost before a discount, in the smallest units of the price's currency. */
  readonly originalAmount: number | null;
  readonly duration: CourseDuration;
  readonly requirements: readonly string[];
  readonly whatYouWillLearn: readonly string[];
  readonly targetAudience: readonly string[];
  readonly skills: readonly string[];
  /** The courses to complete before it; never in a circle (T16). */
  readonly prerequisites: readonly string[];
  readonly instructorId: string;
  readonly thumbnail: string | null;
  readonly previewVideo: string | null;
  readonly image: string | null;
  readonly icon: string | null;
  readonly materials: readonly Material[];
  readonly status: CourseStatus;
  /** Whether the catalogue shows it; the others are open to whoever is given access. */
  readonly isPublic: boolean;
  readonly isFeatured: boolean;
  /** When it was published first. */
  readonly publishedAt: Date | null;
  readonly rejection: CourseRejection | null;
  readonly enrollmentCount: number;
  readonly viewCount: number;
  readonly favoriteCount: number;
  readonly rating: { readonly average: number; readonly count: number };
  readonly seo: CourseSeo;
  readonly settings: CourseSettings;
  /** How many may learn at once; null for any number. */
  readonly capacity: number | null;
  readonly seatsTaken: number;
  /** For how many days access lasts once it is given; null for ever. */
  readonly accessDays: number | null;
  /** Counts the changes of sections and lessons, for editors that must not overwrite each other. */
  readonly curriculumVersion: number;
  /** Counts the changes of everything that an author says and teaches, so that a moderator publishes what they saw. */
  readonly version: number;
  /** The version for which a review was asked last; null before. */
  readonly submittedVersion: number | null;
  readonly createdAt: Date;
}

/** What the original price is undercut by, in whole per cent; null where there is no discount. */
export function discountPercent({ price, originalAmount }: Pick<Course, 'price' | 'originalAmount'>) {
  if (originalAmount === null || originalAmount <= price.amount) return null;
  return Math.round((1 - price.amount / originalAmount) * 100);
}
