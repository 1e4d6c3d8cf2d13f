import type { CourseInsights } from '../application/course-insights.js';
import { MonthRevenueDto } from './revenue.dto.js';

type Insights = Awaited<ReturnType<CourseInsights['execute']>>;

/** How far learners came; each counts those who came at least there. */
export class FunnelDto {
  /** @example 120 */
  enrolled: number;

  /**
   * Opened a lesson
   * @example 100
   */
  started: number;

  /**
   * Reached 50 %
   * @example 60
   */
  half: number;

  /** @example 45 */
  completed: number;
}

export class LessonFiguresDto {
  /** @example "665f1c2ab7e4c0a1d2e3f403" */
  lessonId: string;

  /** @example "Variables" */
  title: string;

  /** @example 100 */
  started: number;

  /** @example 87 */
  completed: number;
}

export class RatingCountDto {
  /** @example 5 */
  stars: number;

  /** @example 31 */
  count: number;
}

/** A course in figures. */
export class CourseInsightsDto {
  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  courseId: string;

  /** @example "JavaScript Fundamentals" */
  title: string;

  funnel: FunnelDto;

  /** Where learners stop: the lessons in their order */
  lessons: LessonFiguresDto[];

  /** How many reviews gave each number of stars, from 1 to 5 */
  ratings: RatingCountDto[];

  /** By month of payment and currency */
  revenue: MonthRevenueDto[];

  static of({ course, funnel, lessons, ratings, revenue }: Insights): CourseInsightsDto {
    return {
      courseId: course.id,
      title: course.title,
      funnel,
      lessons,
      ratings: [...ratings],
      revenue: revenue.map(MonthRevenueDto.of),
    };
  }
}
