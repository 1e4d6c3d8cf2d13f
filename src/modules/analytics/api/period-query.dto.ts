import { IsISO8601, IsOptional, Length } from 'class-validator';
import { dayOf, type Period } from '../domain/period.js';

export class PeriodQuery {
  /**
   * The first day (UTC); thirty days before the last unless given
   * @example "2026-01-01"
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Length(10, 10)
  from?: string;

  /**
   * The last day (UTC), included; today unless given
   * @example "2026-01-31"
   */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Length(10, 10)
  to?: string;
}

export class PeriodDto {
  /** @example "2026-01-01" */
  from: string;

  /** @example "2026-01-31" */
  to: string;

  static of({ from, to }: Period): PeriodDto {
    return { from: dayOf(from), to: dayOf(new Date(to.getTime() - 1)) };
  }
}

export class DayCountDto {
  /** @example "2026-01-15" */
  day: string;

  /** @example 12 */
  count: number;
}
