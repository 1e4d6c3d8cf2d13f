import { Injectable, Logger } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { Clock } from '../../../infra/clock/index.js';
import type { Trigger } from '../domain/enrollment-states.js';
import type { Enrollment } from '../domain/enrollment.js';
import { EnrollmentRepository } from '../persistence/enrollment.repository.js';
import { Transitions } from './transitions.js';

const BATCH = 100;

/** A seat is kept this long for somebody who doesn't pay. */
const PAYMENT_WINDOW_MS = 24 * 3_600_000;

/** Ends enrollments whose time is up. Access has ended by then: the policy asks the clock. */
@Injectable()
export class EndOverdue {
  private readonly logger = new Logger(EndOverdue.name);

  constructor(
    private readonly enrollments: EnrollmentRepository,
    private readonly transitions: Transitions,
    private readonly clock: Clock,
  ) {}

  /** Those past their end. @returns how many */
  expired(signal: AbortSignal): Promise<number> {
    return this.endAll('expired', signal, () => this.enrollments.findOverdue(this.clock.now(), BATCH));
  }

  /** Those that wait for a payment that nobody makes. @returns how many */
  unpaid(signal: AbortSignal): Promise<number> {
    const since = new Date(this.clock.now().getTime() - PAYMENT_WINDOW_MS);
    return this.endAll('checkout-timed-out', signal, () => this.enrollments.findUnpaid(since, BATCH));
  }

  private async endAll(
    trigger: Trigger,
    signal: AbortSignal,
    find: () => Promise<Enrollment[]>,
  ): Promise<number> {
    let ended = 0;
    for (;;) {
      const found = await find();
      let changed = 0;
      for (const enrollment of found) {
        if (signal.aborted) return ended;
        if (await this.end(enrollment, trigger)) changed++;
      }
      ended += changed;
      // Those that couldn't be ended would be found again and again.
      if (found.length < BATCH || changed === 0) return ended;
    }
  }

  private async end(enrollment: Enrollment, trigger: Trigger): Promise<boolean> {
    try {
      await this.transitions.apply(enrollment, trigger);
      return true;
    } catch (error) {
      if (!DomainError.is(error, CommonErrors.conflict)) throw error;
      this.logger.debug(`Enrollment ${enrollment.id} changed meanwhile`);
      return false;
    }
  }
}
