import { Injectable } from '@nestjs/common';
import type { EnrollmentStatus } from '../domain/enrollment.js';
import { EnrollmentReportsRepository } from '../persistence/enrollment-reports.repository.js';

/** Figures about enrollments, for analytics. */
@Injectable()
export class EnrollmentReports {
  constructor(private readonly reports: EnrollmentReportsRepository) {}

  /**
   * How many enrolled on each day (UTC) on which somebody did.
   *
   * @param to exclusive
   */
  perDay(from: Date, to: Date): Promise<{ day: string; count: number }[]> {
    return this.reports.perDay(from, to);
  }

  /** All enrollments by their state; the completion rate is that of those who ever had access, 0 to 1. */
  async totals(): Promise<{
    total: number;
    byStatus: Partial<Record<EnrollmentStatus, number>>;
    completionRate: number;
  }> {
    const rows = await this.reports.totals();
    const sum = (pick: (row: (typeof rows)[number]) => number) =>
      rows.reduce((all, row) => all + pick(row), 0);
    const activated = sum((row) => row.activated);
    const completed = sum((row) => row.completed);
    return {
      total: sum(({ count }) => count),
      byStatus: Object.fromEntries(rows.map(({ status, count }) => [status, count])),
      completionRate: activated === 0 ? 0 : completed / activated,
    };
  }

  /** How far the learners of a course came, of those who ever had access. */
  funnel(courseId: string): Promise<{ enrolled: number; started: number; half: number; completed: number }> {
    return this.reports.funnel(courseId);
  }

  /** For each lesson that somebody began: how many did, and how many completed it. */
  dropOff(courseId: string): Promise<{ lessonId: string; started: number; completed: number }[]> {
    return this.reports.dropOff(courseId);
  }
}
