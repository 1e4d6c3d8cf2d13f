import { Injectable } from '@nestjs/common';
import type { CatalogueReports, CourseTotals, RatingDistribution } from '../domain/course-reports.js';
import { CourseReportRepository } from '../persistence/course-report.repository.js';

/** What other modules may ask about all courses together. Nothing is cached here. */
@Injectable()
export class CourseReports {
  constructor(private readonly reports: CourseReportRepository) {}

  /** The four reports of 004-01. */
  async fourReports(): Promise<CatalogueReports> {
    const [avgRatingByCategory, coursesByYear, topRatedCourses, usersWithFavorites] = await Promise.all([
      this.reports.averageRatingByCategory(),
      this.reports.coursesByYear(),
      this.reports.topRatedCourses(),
      this.reports.usersWithFavorites(),
    ]);
    return { avgRatingByCategory, coursesByYear, topRatedCourses, usersWithFavorites };
  }

  /** How many reviews that are shown gave a course 1, 2 ... 5 stars. */
  ratingDistribution(courseId: string): Promise<RatingDistribution> {
    return this.reports.ratingDistribution(courseId);
  }

  /** Courses by status, without those that are deleted. */
  totals(): Promise<CourseTotals> {
    return this.reports.totals();
  }
}
