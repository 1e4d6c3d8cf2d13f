import type { Money } from '../../../common/money/index.js';
import type { Course, CourseDuration, CourseSeo, CourseSettings } from './course.js';

/** What an author says of a course. */
export type CourseValues = Pick<
  Course,
  | 'title'
  | 'slug'
  | 'description'
  | 'fullDescription'
  | 'categoryId'
  | 'subcategory'
  | 'phaseId'
  | 'order'
  | 'level'
  | 'language'
  | 'tags'
  | 'price'
  | 'originalAmount'
  | 'duration'
  | 'requirements'
  | 'whatYouWillLearn'
  | 'targetAudience'
  | 'skills'
  | 'prerequisites'
  | 'thumbnail'
  | 'previewVideo'
  | 'image'
  | 'icon'
  | 'isPublic'
  | 'isFeatured'
  | 'seo'
  | 'settings'
  | 'capacity'
  | 'accessDays'
>;

interface Nested {
  readonly price: Partial<Money>;
  readonly duration: Partial<CourseDuration>;
  readonly seo: Partial<CourseSeo>;
  readonly settings: Partial<CourseSettings>;
}

/** What to change of a course; what isn't named stays, in nested values too. */
export type CourseChanges = Partial<Omit<CourseValues, keyof Nested> & Nested>;

/** What a course can't begin without; the rest has defaults. */
export type NewCourse = CourseChanges &
  Pick<CourseValues, 'title' | 'description' | 'categoryId' | 'level' | 'price'>;
