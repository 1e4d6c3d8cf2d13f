import { Injectable } from '@nestjs/common';
import { OnEvent, type ReceivedEvent } from '../../../infra/outbox/index.js';
import { Consumes, type JobContext } from '../../../infra/queue/index.js';
import { Scheduled, type RunContext, type RunCounts } from '../../../infra/schedule/index.js';
import { ApplyRetention } from '../application/apply-retention.js';
import { EraseAccounts } from '../application/erase-accounts.js';
import { ExportQueue } from '../application/export.queue.js';
import { MakeExport } from '../application/make-export.js';
import { TidyExports } from '../application/tidy-exports.js';
import { ExportRequested } from '../domain/privacy.events.js';

const HOUR_MS = 3_600_000;

/** What people asked for, and what the configuration says. */
@Injectable()
export class PrivacyJobs {
  constructor(
    private readonly retention: ApplyRetention,
    private readonly tidyExports: TidyExports,
    private readonly eraseAccounts: EraseAccounts,
    private readonly makeExport: MakeExport,
  ) {}

  /** Nightly, after the backup (001-18, 002-38). */
  @Scheduled({ id: 'privacy.retention', cron: '0 4 * * *', timeoutMs: 2 * HOUR_MS })
  applyRetention({ signal }: RunContext): Promise<RunCounts> {
    return this.retention.execute(signal);
  }

  /** Files of exports go when the hour is over in which their time was. */
  @Scheduled({ id: 'privacy.exports', cron: '10 * * * *', timeoutMs: HOUR_MS })
  tidy({ signal }: RunContext): Promise<RunCounts> {
    return this.tidyExports.execute(signal);
  }

  /** Accounts whose grace period is over, and those that are gone over again. */
  @Scheduled({ id: 'privacy.erasures', cron: '20 * * * *', timeoutMs: HOUR_MS })
  erase({ signal }: RunContext): Promise<RunCounts> {
    return this.eraseAccounts.execute(signal);
  }

  /** An export takes longer than other handlers may, so it has a queue of its own. */
  @OnEvent(ExportRequested, { name: 'privacy.enqueue-export' })
  enqueueExport({ payload }: ReceivedEvent<ExportRequested>): Promise<void> {
    return this.makeExport.enqueue(payload.exportId);
  }

  @Consumes(ExportQueue)
  make({ exportId }: { readonly exportId: string }, context: JobContext): Promise<void> {
    return this.makeExport.execute(exportId, context);
  }
}
