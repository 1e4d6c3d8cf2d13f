import { ApiProperty } from '@nestjs/swagger';
import { CURRENCIES, formatAmount, type Currency } from '../../../common/money/index.js';
import type { RevenueFigures } from '../application/revenue-figures.js';
import { PeriodDto } from './period-query.dto.js';

interface Row {
  readonly currency: Currency;
  readonly payments: number;
  readonly gross: number;
  readonly refunded: number;
  readonly net: number;
}

/** What payments in one currency brought. Refunds count in the time in which their payment was made. */
export class RevenueDto {
  @ApiProperty({ enum: CURRENCIES, example: 'USD' })
  currency: Currency;

  /**
   * How many payments were made
   * @example 3
   */
  payments: number;

  /**
   * What was paid, a decimal string
   * @example "299.97"
   */
  gross: string;

  /**
   * What of it was given back
   * @example "99.99"
   */
  refunded: string;

  /** @example "199.98" */
  net: string;

  static of({ currency, payments, gross, refunded, net }: Row): RevenueDto {
    const write = (amount: number) => formatAmount({ amount, currency });
    return { currency, payments, gross: write(gross), refunded: write(refunded), net: write(net) };
  }
}

export class DayRevenueDto extends RevenueDto {
  /** @example "2026-01-15" */
  day: string;

  static override of(row: Row & { readonly day: string }): DayRevenueDto {
    return { day: row.day, ...RevenueDto.of(row) };
  }
}

export class MonthRevenueDto extends RevenueDto {
  /** @example "2026-01" */
  month: string;

  static override of(row: Row & { readonly month: string }): MonthRevenueDto {
    return { month: row.month, ...RevenueDto.of(row) };
  }
}

export class CourseRevenueDto extends RevenueDto {
  /** @example "665f1c2ab7e4c0a1d2e3f402" */
  courseId: string;

  /** @example "JavaScript Fundamentals" */
  title: string;

  static override of(row: Row & { readonly courseId: string; readonly title: string }): CourseRevenueDto {
    return { courseId: row.courseId, title: row.title, ...RevenueDto.of(row) };
  }
}

export class PlatformRevenueDto {
  period: PeriodDto;

  /** Of all time, by currency */
  totals: RevenueDto[];

  /** Days of the period on which something was paid */
  perDay: DayRevenueDto[];

  static of(revenue: Awaited<ReturnType<RevenueFigures['ofPlatform']>>): PlatformRevenueDto {
    return {
      period: PeriodDto.of(revenue.period),
      totals: revenue.totals.map(RevenueDto.of),
      perDay: revenue.perDay.map(DayRevenueDto.of),
    };
  }
}

export class OwnRevenueDto {
  /** Of all one's courses, by currency */
  totals: RevenueDto[];

  courses: CourseRevenueDto[];

  static of(revenue: Awaited<ReturnType<RevenueFigures['ofInstructor']>>): OwnRevenueDto {
    return {
      totals: revenue.totals.map(RevenueDto.of),
      courses: revenue.courses.map(CourseRevenueDto.of),
    };
  }
}
