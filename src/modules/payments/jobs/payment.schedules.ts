import { Injectable } from '@nestjs/common';
import { Scheduled, type RunContext, type RunCounts } from '../../../infra/schedule/index.js';
import { CatchUp } from '../application/catch-up.js';
import { ReconcilePayments } from '../application/reconcile-payments.js';
import { ReleaseCheckouts } from '../application/release-checkouts.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What keeps payments true when reports get lost. */
@Injectable()
export class PaymentSchedules {
  constructor(
    private readonly catchUp: CatchUp,
    private readonly reconcile: ReconcilePayments,
    private readonly releaseCheckouts: ReleaseCheckouts,
  ) {}

  @Scheduled({ id: 'payments.events', cron: '* * * * *', timeoutMs: 5 * MINUTE_MS })
  events({ signal }: RunContext): Promise<RunCounts> {
    return this.catchUp.events(signal);
  }

  @Scheduled({ id: 'payments.refunds', cron: '*/10 * * * *', timeoutMs: 9 * MINUTE_MS })
  refunds({ signal }: RunContext): Promise<RunCounts> {
    return this.catchUp.refunds(signal);
  }

  @Scheduled({ id: 'payments.release', cron: '*/5 * * * *', timeoutMs: 10 * MINUTE_MS })
  release({ signal }: RunContext): Promise<RunCounts> {
    return this.releaseCheckouts.execute(signal);
  }

  @Scheduled({ id: 'payments.reconcile', cron: '*/5 * * * *', timeoutMs: 10 * MINUTE_MS })
  async reconcileRecent({ tick, signal }: RunContext): Promise<RunCounts> {
    const silent = await this.reconcile.lookUpSilent(signal);
    return { ...silent, ...(await this.reconcile.repairPaid(hoursBefore(tick, 6), signal)) };
  }

  /** A restored backup or a mistaken hand can undo what happened long ago. */
  @Scheduled({ id: 'payments.reconcile-all', cron: '40 3 * * *', timeoutMs: 2 * HOUR_MS })
  reconcileAll({ tick, signal }: RunContext): Promise<RunCounts> {
    return this.reconcile.repairPaid(hoursBefore(tick, 400 * 24), signal);
  }
}

const hoursBefore = (instant: Date, hours: number) => new Date(instant.getTime() - hours * HOUR_MS);
