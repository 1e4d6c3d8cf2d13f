import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PrivacyConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import type { DataExport } from '../domain/data-export.js';
import { PrivacyErrors } from '../domain/privacy.errors.js';
import { ExportRequested } from '../domain/privacy.events.js';
import { DataExportRepository } from '../persistence/data-export.repository.js';

const DAY_SECONDS = 86_400;

/** Has a copy of everything about somebody made. Asking again while it is being made gives the same one. */
@Injectable()
export class RequestExport {
  constructor(
    private readonly exports: DataExportRepository,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly config: PrivacyConfig,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `too-many-exports` */
  async execute(userId: string): Promise<DataExport> {
    const running = await this.exports.findRunning(userId);
    if (running) return running;
    const now = this.clock.now();
    const since = new Date(now.getTime() - DAY_SECONDS * 1000);
    if ((await this.exports.countSince(userId, since)) >= this.config.EXPORTS_PER_DAY)
      throw new DomainError(PrivacyErrors.tooManyExports, { retryAfterSeconds: DAY_SECONDS });
    return (await this.begin(userId, now)) ?? this.other(userId);
  }

  private begin(userId: string, now: Date): Promise<DataExport | undefined> {
    return this.transactions
      .run(async () => {
        const begun = await this.exports.begin(userId, now);
        // Another began at the same moment: the transaction is over with that.
        if (!begun) throw new AnotherBegan();
        await this.outbox.publish(new ExportRequested({ exportId: begun.id, userId }));
        await this.audit.record({ action: 'privacy.export-requested', target: { type: 'user', id: userId } });
        return begun;
      })
      .catch((error: unknown) => {
        if (error instanceof AnotherBegan) return undefined;
        throw error;
      });
  }

  private async other(userId: string): Promise<DataExport> {
    const [latest] = await this.exports.listOf(userId, 1);
    if (!latest) throw new Error('The export that was in the way is gone.');
    return latest;
  }
}

class AnotherBegan extends Error {}
