import { Injectable, Logger } from '@nestjs/common';
import { Transactions } from '../../../infra/mongo/index.js';
import { CourseStatistics, type CourseCounts } from '../../courses/index.js';
import { EnrollmentReportsRepository } from '../persistence/enrollment-reports.repository.js';

const BATCH = 200;
const NOBODY: CourseCounts = { enrolled: 0, seats: 0 };

/** Compares what is counted on courses with their enrollments, and repairs what differs (X32). */
@Injectable()
export class CheckCounts {
  private readonly logger = new Logger(CheckCounts.name);

  constructor(
    private readonly statistics: CourseStatistics,
    private readonly reports: EnrollmentReportsRepository,
    private readonly transactions: Transactions,
  ) {}

  /** @returns how many courses were looked at, and how many were wrong */
  async execute(signal: AbortSignal): Promise<{ checked: number; drifted: number }> {
    let [checked, drifted] = [0, 0];
    let last: string | undefined;
    for (;;) {
      const courses = await this.statistics.countsAfter(last, BATCH);
      const actual = await this.reports.countsOf(courses.map(({ id }) => id));
      for (const course of courses) {
        if (signal.aborted) return { checked, drifted };
        const counted = actual.get(course.id) ?? NOBODY;
        if (differ(course, counted) && (await this.repair(course.id, course, counted))) drifted++;
        checked++;
      }
      if (courses.length < BATCH) return { checked, drifted };
      last = courses.at(-1)?.id;
    }
  }

  /** What looked wrong can have been an enrollment between the two looks, so both are repeated as one. */
  private async repair(courseId: string, stored: CourseCounts, counted: CourseCounts): Promise<boolean> {
    return this.transactions.run(async () => {
      const now = await this.statistics.countsOf(courseId);
      const actual = (await this.reports.countsOf([courseId])).get(courseId) ?? NOBODY;
      if (!now || !differ(now, actual)) return false;
      await this.statistics.correct(courseId, actual);
      this.logger.warn('A course was counted wrongly', { courseId, stored, counted });
      return true;
    });
  }
}

const differ = (a: CourseCounts, b: CourseCounts): boolean =>
  a.enrolled !== b.enrolled || a.seats !== b.seats;
