import { Injectable } from '@nestjs/common';
import { CacheService } from '../../../infra/cache/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { StandingChanged } from '../domain/user.events.js';

/** What depends on status, role, approval or confirmation of an account is remembered under this tag. */
export const accountTag = (userId: string): string => `account:${userId}`;

/**
 * Has it known that somebody may do more or less from now on. Whoever writes status, role, approval or confirmation of an
 * account, archives, deletes or erases it, calls this in the same transaction.
 */
@Injectable()
export class StandingChanges {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly cache: CacheService,
  ) {}

  /** Joins the caller's transaction. After the commit everybody asks the database anew; the event sees to it again. */
  announce(userId: string): Promise<void> {
    return this.transactions.run(async () => {
      await this.outbox.publish(new StandingChanged({ userId }));
      await this.transactions.afterCommit(() => this.cache.invalidate(accountTag(userId)));
    });
  }
}
