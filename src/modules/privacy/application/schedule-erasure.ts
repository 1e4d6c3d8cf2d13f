import { Injectable } from '@nestjs/common';
import { CommonErrors, DomainError } from '../../../common/errors/index.js';
import { PrivacyConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { AccountErasure } from '../../users/index.js';
import type { ErasureRequest } from '../domain/erasure-request.js';
import { PrivacyErrors } from '../domain/privacy.errors.js';
import { ErasureCancelled, ErasureScheduled } from '../domain/privacy.events.js';
import { ErasureRequestRepository } from '../persistence/erasure-request.repository.js';

const DAY_MS = 86_400_000;

/** What somebody decides about the end of their account. Until then it works on. */
@Injectable()
export class ScheduleErasure {
  constructor(
    private readonly requests: ErasureRequestRepository,
    private readonly accounts: AccountErasure,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly config: PrivacyConfig,
    private readonly clock: Clock,
  ) {}

  /** Asking again changes nothing. @throws DomainError `last-administrator` */
  async schedule(userId: string): Promise<ErasureRequest> {
    try {
      return (await this.requests.findOpen(userId)) ?? (await this.begin(userId));
    } catch (error) {
      if (!this.requests.isScheduledAlready(error)) throw error;
      return this.open(userId);
    }
  }

  /** @throws DomainError `no-erasure` */
  cancel(userId: string): Promise<void> {
    return this.transactions.run(async () => {
      if (!(await this.requests.cancel(userId, this.clock.now())))
        throw new DomainError(PrivacyErrors.noErasure);
      await this.accounts.unschedule(userId);
      await this.outbox.publish(new ErasureCancelled({ userId }));
      await this.audit.record({ action: 'privacy.erasure-cancelled', target: { type: 'user', id: userId } });
    });
  }

  /** The latest wish. @throws DomainError `not-found` */
  async read(userId: string): Promise<ErasureRequest> {
    const latest = await this.requests.findLatest(userId);
    if (!latest) throw new DomainError(CommonErrors.notFound);
    return latest;
  }

  private begin(userId: string): Promise<ErasureRequest> {
    const now = this.clock.now();
    const dueAt = new Date(now.getTime() + this.config.ERASURE_GRACE_DAYS * DAY_MS);
    return this.transactions.run(async () => {
      const request = await this.requests.schedule(userId, now, dueAt);
      await this.accounts.schedule(userId, dueAt);
      await this.outbox.publish(new ErasureScheduled({ userId, dueAt: dueAt.toISOString() }));
      await this.audit.record({
        action: 'privacy.erasure-requested',
        target: { type: 'user', id: userId },
        after: { dueAt: dueAt.toISOString() },
      });
      return request;
    });
  }

  private async open(userId: string): Promise<ErasureRequest> {
    const found = await this.requests.findOpen(userId);
    if (!found) throw new DomainError(CommonErrors.conflict);
    return found;
  }
}
