import type { CourseStatus } from './course.js';

/** The four reports of the documents (004-01), over the courses of the catalogue (X37). */
export interface CatalogueReports {
  /** Of courses that have a review; the best category first. */
  readonly avgRatingByCategory: { category: string; averageRating: number; courses: number }[];
  /** Courses by the year in which they were published, the earliest first. */
  readonly coursesByYear: { year: number; count: number }[];
  /** Five at most. */
  readonly topRatedCourses: { title: string; rating: number; category: string }[];
  readonly usersWithFavorites: number;
}

/** How many reviews gave so many stars, from 1 to 5. */
export type RatingDistribution = { stars: number; count: number }[];

export type CourseTotals = Readonly<Record<CourseStatus, number>>;
