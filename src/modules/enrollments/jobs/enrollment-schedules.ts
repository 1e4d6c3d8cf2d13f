import { Injectable } from '@nestjs/common';
import { Scheduled, type RunContext, type RunCounts } from '../../../infra/schedule/index.js';
import { CheckCounts } from '../application/check-counts.js';
import { EndOverdue } from '../application/end-overdue.js';
import { SeatOffers } from '../application/seat-offers.js';

/** What enrollments do by the clock. */
@Injectable()
export class EnrollmentSchedules {
  constructor(
    private readonly overdue: EndOverdue,
    private readonly seats: SeatOffers,
    private readonly counts: CheckCounts,
  ) {}

  @Scheduled({ id: 'enrollments.end-overdue', cron: '*/5 * * * *', timeoutMs: 240_000 })
  async endOverdue({ signal }: RunContext): Promise<RunCounts> {
    return { expired: await this.overdue.expired(signal), unpaid: await this.overdue.unpaid(signal) };
  }

  /** Seats that are freed are offered at once; these are those of courses that were made larger. */
  @Scheduled({ id: 'enrollments.offer-seats', cron: '*/5 * * * *', timeoutMs: 240_000 })
  async offerSeats({ signal }: RunContext): Promise<RunCounts> {
    return { offered: await this.seats.offerAll(signal) };
  }

  @Scheduled({ id: 'enrollments.check-counts', cron: '30 3 * * *', timeoutMs: 1_800_000 })
  async checkCounts({ signal }: RunContext): Promise<RunCounts> {
    return this.counts.execute(signal);
  }
}
