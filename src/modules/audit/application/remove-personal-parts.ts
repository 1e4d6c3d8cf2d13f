import { Injectable } from '@nestjs/common';
import { AuditConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { ActivityRepository } from '../persistence/activity.repository.js';
import {
  AuditPersonalRepository,
  type PersonalEntry,
  type PersonalFilter,
} from '../persistence/audit-personal.repository.js';
import { AuditKeys } from './audit-keys.js';
import { AuditTrail } from './audit-trail.js';
import { redactionContentOf } from './entry-codec.js';

const BATCH = 500;
const DAY_MS = 86_400_000;

/**
 * Takes addresses, user agents and personal values out of entries, which stay whole otherwise: the chain covers a digest of
 * them. Each removal is signed, so that nobody else can remove evidence under this name, and itself recorded.
 */
@Injectable()
export class RemovePersonalParts {
  constructor(
    private readonly entries: AuditPersonalRepository,
    private readonly activity: ActivityRepository,
    private readonly keys: AuditKeys,
    private readonly trail: AuditTrail,
    private readonly transactions: Transactions,
    private readonly config: AuditConfig,
    private readonly clock: Clock,
  ) {}

  /** Everything that tells of somebody who is erased: what was done to, and by, that person. Can be repeated. */
  async of(userId: string): Promise<number> {
    const removed = await this.remove({ concerning: userId }, 'erasure');
    await this.activity.removeAll(userId);
    return removed;
  }

  /** Of entries that are older than the setting says. */
  ofOldEntries(): Promise<number> {
    const before = new Date(this.clock.now().getTime() - this.config.AUDIT_PERSONAL_DATA_DAYS * DAY_MS);
    return this.remove({ before }, 'retention');
  }

  private async remove(filter: PersonalFilter, reason: string): Promise<number> {
    let removed = 0;
    for (;;) {
      const entries = await this.entries.having(filter, BATCH);
      if (entries.length === 0) return removed;
      await this.transactions.run(async () => {
        await this.entries.remove(entries.map((entry) => this.redactionOf(entry)));
        await this.trail.record({
          action: 'audit.personal-removed',
          target: { type: 'audit-log', id: null },
          after: { entries: entries.length, reason },
        });
      });
      removed += entries.length;
    }
  }

  private redactionOf(entry: PersonalEntry) {
    const at = this.clock.now();
    return { id: entry.id, at, ...this.keys.sign('redaction', redactionContentOf(entry, at)) };
  }
}
