import type { CatalogueReports } from '../../courses/index.js';

export class CategoryRatingDto {
  /** @example "Programming" */
  category: string;

  /** @example 4.6 */
  averageRating: number;

  /**
   * How many rated courses it has
   * @example 12
   */
  courses: number;
}

export class YearCountDto {
  /**
   * The year of publication
   * @example 2026
   */
  year: number;

  /** @example 17 */
  count: number;
}

export class TopCourseDto {
  /** @example "JavaScript Fundamentals" */
  title: string;

  /** @example 4.9 */
  rating: number;

  /** @example "Programming" */
  category: string;
}

/** Four reports over the published courses. */
export class FourReportsDto {
  /** The best first */
  avgRatingByCategory: CategoryRatingDto[];

  /** The earliest first */
  coursesByYear: YearCountDto[];

  /** The five best rated */
  topRatedCourses: TopCourseDto[];

  /**
   * How many people have favourite courses
   * @example 42
   */
  usersWithFavorites: number;

  static of(reports: CatalogueReports): FourReportsDto {
    return {
      avgRatingByCategory: [...reports.avgRatingByCategory],
      coursesByYear: [...reports.coursesByYear],
      topRatedCourses: [...reports.topRatedCourses],
      usersWithFavorites: reports.usersWithFavorites,
    };
  }
}
