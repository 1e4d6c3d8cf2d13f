import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { CourseReports } from '../../courses/index.js';
import { EnrollmentReports } from '../../enrollments/index.js';
import { PaymentReports } from '../../payments/index.js';
import { UserReports } from '../../users/index.js';
import { everyDay, periodOf } from '../domain/period.js';

const nobody = (day: string) => ({ day, count: 0 });

/** How the platform is doing: people, learning and money, in all and day by day. */
@Injectable()
export class PlatformOverview {
  constructor(
    private readonly users: UserReports,
    private readonly courses: CourseReports,
    private readonly enrollments: EnrollmentReports,
    private readonly payments: PaymentReports,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `unusable-period` */
  async execute(asked: { from?: string; to?: string }) {
    const period = periodOf(asked, this.clock.now());
    const { from, to } = period;
    const [users, registrations, courses, enrollments, enrolled, revenue, revenuePerDay] = await Promise.all([
      this.users.totals(),
      this.users.registrationsPerDay(from, to),
      this.courses.totals(),
      this.enrollments.totals(),
      this.enrollments.perDay(from, to),
      this.payments.totals(),
      this.payments.revenuePerDay(from, to),
    ]);
    return {
      period,
      users: { ...users, perDay: everyDay(period, registrations, nobody) },
      courses,
      enrollments: { ...enrollments, perDay: everyDay(period, enrolled, nobody) },
      revenue: { totals: revenue, perDay: revenuePerDay },
    };
  }
}
