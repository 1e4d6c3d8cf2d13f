import { Injectable } from '@nestjs/common';
import { Scheduled, type RunContext, type RunCounts } from '../../../infra/schedule/index.js';
import { EndOverdue } from '../application/end-overdue.js';
import { SeatOffers } from '../application/seat-offers.js';

/** What enrollments do by the clock. */
@Injectable()
export class EnrollmentSchedules {
  constructor(
    private readonly overdue: EndOverdue,
    private readonly seats: SeatOffers,
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
}
