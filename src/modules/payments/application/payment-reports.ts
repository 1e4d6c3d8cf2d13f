import { Injectable } from '@nestjs/common';
import { PaymentReportRepository, type Revenue } from '../persistence/payment-report.repository.js';

/**
 * Figures about money, for analytics (000-49): rows for each currency, amounts in minor units. `net` is what was paid less
 * what was given back; a refund counts in the time in which its payment was made.
 */
@Injectable()
export class PaymentReports {
  constructor(private readonly reports: PaymentReportRepository) {}

  /** By day (UTC, `YYYY-MM-DD`) of payment, from the first instant up to the second; days without any are left out. */
  revenuePerDay(from: Date, to: Date): Promise<(Revenue & { readonly day: string })[]> {
    return this.reports.perDay(from, to);
  }

  /** A course's, by month (UTC, `YYYY-MM`) of payment. */
  revenueByMonth(courseId: string): Promise<(Revenue & { readonly month: string })[]> {
    return this.reports.byMonth(courseId);
  }

  /** What several courses brought, such as those of an instructor. */
  async revenueOf(courseIds: readonly string[]): Promise<Revenue[]> {
    return courseIds.length === 0 ? [] : this.reports.ofCourses(courseIds);
  }

  /** The same for each of them; courses that brought nothing are left out. */
  async revenueByCourse(courseIds: readonly string[]): Promise<(Revenue & { readonly courseId: string })[]> {
    return courseIds.length === 0 ? [] : this.reports.byCourse(courseIds);
  }

  /** Of all time. */
  totals(): Promise<Revenue[]> {
    return this.reports.total();
  }
}
