import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { Courses, CourseStatistics } from '../../courses/index.js';
import { PaymentReports } from '../../payments/index.js';
import { periodOf } from '../domain/period.js';

/** What was earned: by the platform, and by the courses of one instructor. */
@Injectable()
export class RevenueFigures {
  constructor(
    private readonly payments: PaymentReports,
    private readonly courses: Courses,
    private readonly statistics: CourseStatistics,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unusable-period` */
  async ofPlatform(asked: { from?: string; to?: string }) {
    const period = periodOf(asked, this.clock.now());
    const [totals, perDay] = await Promise.all([
      this.payments.totals(),
      this.payments.revenuePerDay(period.from, period.to),
    ]);
    return { period, totals, perDay };
  }

  async ofInstructor(userId: string) {
    const ids = await this.statistics.taughtBy(userId);
    const [totals, byCourse, courses] = await Promise.all([
      this.payments.revenueOf(ids),
      this.payments.revenueByCourse(ids),
      this.courses.findMany(ids),
    ]);
    return {
      totals,
      courses: byCourse.map((row) => ({ ...row, title: courses.get(row.courseId)?.title ?? '' })),
    };
  }
}
