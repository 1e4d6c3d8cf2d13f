import { Injectable, Logger } from '@nestjs/common';
import { DomainError } from '../../../common/errors/index.js';
import { PrivacyConfig } from '../../../config/index.js';
import { Clock } from '../../../infra/clock/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { PersonalRecords } from '../../../infra/personal-data/index.js';
import { AuditTrail } from '../../audit/index.js';
import { AccountErasure, UserErrors } from '../../users/index.js';
import type { ErasureRequest } from '../domain/erasure-request.js';
import { ErasureRequestRepository } from '../persistence/erasure-request.repository.js';

const BATCH = 50;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The first step: everybody is signed out, and nothing is written on the account's behalf any more. */
const CLOSE = 'close';

/**
 * Erases accounts whose grace period is over (002-38, A.7). Each step is written down when it is done, so that a run that
 * broke off is gone on with where it was; a step that was done and not written down is done again, which changes nothing.
 *
 * Whoever wrote at the very moment can have written behind a step that was done. So all steps are taken again later, when
 * no request or job of that time can be under way any more.
 */
@Injectable()
export class EraseAccounts {
  private readonly logger = new Logger(EraseAccounts.name);

  constructor(
    private readonly requests: ErasureRequestRepository,
    private readonly accounts: AccountErasure,
    private readonly records: PersonalRecords,
    private readonly audit: AuditTrail,
    private readonly transactions: Transactions,
    private readonly config: PrivacyConfig,
    private readonly clock: Clock,
  ) {}

  /** @returns how many accounts were erased, swept and postponed, and how many failed and will be tried again */
  async execute(signal: AbortSignal): Promise<Record<'erased' | 'swept' | 'postponed' | 'failed', number>> {
    const counts = { erased: 0, swept: 0, postponed: 0, failed: 0 };
    for (const request of await this.requests.findDue(this.clock.now(), BATCH)) {
      if (signal.aborted) break;
      try {
        counts[await this.advance(request, signal)]++;
      } catch (error) {
        counts.failed++;
        this.logger.error('An erasure broke off and will be gone on with', {
          erasure: request.id,
          err: error,
        });
      }
    }
    return counts;
  }

  private async advance(
    request: ErasureRequest,
    signal: AbortSignal,
  ): Promise<'erased' | 'swept' | 'postponed'> {
    if (request.status === 'scheduled' && !(await this.begin(request))) return 'postponed';
    const identifiers = await this.records.identifiersOf(request.userId);
    await this.takeSteps(request, identifiers, signal);
    const now = this.clock.now();
    if (request.status === 'sweeping') {
      await this.transactions.run(async () => {
        await this.requests.finish(request.id, now);
        const target = { type: 'user', id: request.userId } as const;
        await this.audit.record({ action: 'privacy.erased', target, key: `erasure/${request.id}` });
      });
      return 'swept';
    }
    await this.requests.sweepAt(
      request.id,
      new Date(now.getTime() + this.config.ERASURE_SWEEP_MINUTES * MINUTE_MS),
    );
    return 'erased';
  }

  /** @returns whether it is begun: not when it was cancelled meanwhile, or when nobody else administers */
  private async begin({ id, userId }: ErasureRequest): Promise<boolean> {
    try {
      return await this.transactions.run(async () => {
        await this.accounts.requireSuccessor(userId);
        return this.requests.begin(id);
      });
    } catch (error) {
      if (!DomainError.is(error, UserErrors.lastAdministrator)) throw error;
      this.logger.warn('The last administrator can not be erased; it is tried again tomorrow', {
        erasure: id,
      });
      await this.requests.postpone(id, new Date(this.clock.now().getTime() + DAY_MS));
      return false;
    }
  }

  private async takeSteps(
    { id, userId, done }: ErasureRequest,
    identifiers: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    const parts = this.records.parts();
    const close = async () => {
      for (const part of parts) await part.close(userId);
    };
    const steps: [string, () => Promise<void>][] = [
      [CLOSE, close],
      ...parts.map((part): [string, () => Promise<void>] => [
        part.part,
        () => part.erase({ userId, identifiers }),
      ]),
    ];
    for (const [name, take] of steps) {
      if (done.includes(name)) continue;
      signal.throwIfAborted();
      await take();
      await this.requests.markDone(id, name);
    }
  }
}
