import { ApiProperty } from '@nestjs/swagger';
import type { PlatformOverview } from '../application/platform-overview.js';
import { DayCountDto, PeriodDto } from './period-query.dto.js';
import { DayRevenueDto, RevenueDto } from './revenue.dto.js';

type Overview = Awaited<ReturnType<PlatformOverview['execute']>>;

const COUNTS = { type: 'object', additionalProperties: { type: 'integer' } } as const;

export class UserFiguresDto {
  /** @example 1250 */
  total: number;

  /**
   * Whose e-mail address is confirmed
   * @example 1200
   */
  verified: number;

  @ApiProperty({ ...COUNTS, example: { student: 1200, instructor: 47, moderator: 2, admin: 1 } })
  byRole: Record<string, number>;

  /** Registrations on each day of the period */
  perDay: DayCountDto[];
}

export class EnrollmentFiguresDto {
  /** @example 4200 */
  total: number;

  @ApiProperty({ ...COUNTS, example: { active: 3000, completed: 1200 } })
  byStatus: Record<string, number>;

  /**
   * Of those who ever had access, how many completed: 0 to 1
   * @example 0.29
   */
  completionRate: number;

  /** Enrollments on each day of the period */
  perDay: DayCountDto[];
}

export class RevenueFiguresDto {
  /** Of all time, by currency */
  totals: RevenueDto[];

  /** Days of the period on which something was paid */
  perDay: DayRevenueDto[];
}

/** The platform at a glance. */
export class OverviewDto {
  period: PeriodDto;

  users: UserFiguresDto;

  /** How many courses are in each state */
  @ApiProperty({ ...COUNTS, example: { published: 120, draft: 14 } })
  courses: Record<string, number>;

  enrollments: EnrollmentFiguresDto;

  revenue: RevenueFiguresDto;

  static of({ period, users, courses, enrollments, revenue }: Overview): OverviewDto {
    return {
      period: PeriodDto.of(period),
      users,
      courses,
      enrollments,
      revenue: {
        totals: revenue.totals.map(RevenueDto.of),
        perDay: revenue.perDay.map(DayRevenueDto.of),
      },
    };
  }
}
