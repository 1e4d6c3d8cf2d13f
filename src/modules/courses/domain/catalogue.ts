import type { Currency } from '../../../common/money/index.js';
import type { Course, Level } from './course.js';
import type { LessonType } from './lesson.js';

/** By relevance only where something is searched for. */
export const CATALOGUE_SORTS = ['relevance', 'newest', 'popular', 'rating', 'price', '-price'] as const;
export type CatalogueSort = (typeof CATALOGUE_SORTS)[number];

export const FACETS = ['category', 'level', 'language', 'tag', 'rating', 'free'] as const;
export type Facet = (typeof FACETS)[number];

/** Which published courses are asked for; all conditions hold at once. */
export interface CatalogueFilter {
  readonly text?: string;
  readonly categoryId?: string;
  readonly phaseId?: string;
  readonly level?: Level;
  readonly language?: string;
  /** All of them. */
  readonly tags?: readonly string[];
  readonly instructorId?: string;
  /** Amounts of different currencies aren't compared: with a bound there is a currency. */
  readonly currency?: Currency;
  /** In the smallest units of the currency. */
  readonly minAmount?: number;
  readonly maxAmount?: number;
  readonly minRating?: number;
  readonly free?: boolean;
}

/** How many courses have a value. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** A course as lists show it. */
export type CourseCard = Pick<
  Course,
  | 'id'
  | 'title'
  | 'slug'
  | 'description'
  | 'categoryId'
  | 'level'
  | 'language'
  | 'tags'
  | 'price'
  | 'originalAmount'
  | 'instructorId'
  | 'thumbnail'
  | 'totalLessons'
  | 'totalDurationSeconds'
  | 'rating'
  | 'enrollmentCount'
  | 'publishedAt'
>;

/** A course as its page shows it: nothing that is paid for. */
export type CoursePage = CourseCard &
  Pick<
    Course,
    | 'fullDescription'
    | 'subcategory'
    | 'phaseId'
    | 'duration'
    | 'requirements'
    | 'whatYouWillLearn'
    | 'targetAudience'
    | 'skills'
    | 'prerequisites'
    | 'previewVideo'
    | 'image'
    | 'icon'
    | 'lessonCounts'
    | 'viewCount'
    | 'favoriteCount'
    | 'seo'
    | 'settings'
    | 'accessDays'
  >;

/** What everybody may know of a lesson. */
export interface PublicLesson {
  readonly id: string;
  readonly title: string;
  readonly type: LessonType;
  readonly durationSeconds: number;
  readonly isRequired: boolean;
  readonly isFree: boolean;
}

/** What everybody may know of a chapter. */
export interface PublicSection {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly lessons: readonly PublicLesson[];
}
