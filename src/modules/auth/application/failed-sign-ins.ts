import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { requestContext } from '../../../common/http/request-context.js';
import { Metrics } from '../../../infra/metrics/index.js';
import { AuditTrail } from '../../audit/index.js';

/** How long failures are gathered before those that were not recorded one by one are recorded as a number. */
const WINDOW_MS = 60_000;
/** So many failures at an account are recorded one by one in a window. */
const ONE_BY_ONE = 3;
/** More accounts than that are not told apart in a window. */
const MOST_ACCOUNTS = 5_000;
/** More networks than that are not told apart. */
const MOST_NETWORKS = 100;

/** Where there is no account. */
const NOBODY = '';

interface Failures {
  count: number;
  readonly addresses: Set<string>;
}

/**
 * Records that somebody could not sign in, without letting strangers fill the database: at an account the first failures of
 * a minute stand for themselves and the rest are one number; those at accounts that don't exist are one number altogether.
 *
 * The caller doesn't wait, so that the time of the answer doesn't tell which of the two it was.
 */
@Injectable()
export class FailedSignIns implements OnModuleDestroy, BeforeApplicationShutdown {
  private readonly logger = new Logger(FailedSignIns.name);
  private readonly totals = { known: 0, unknown: 0 };
  private readonly running = new Set<Promise<void>>();
  private window = new Map<string, Failures>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly audit: AuditTrail,
    metrics: Metrics,
  ) {
    metrics.counterOf(
      'sign_in_failures_total',
      'Sign-ins that failed, at accounts that exist and at others.',
      ['account'],
      () => Object.entries(this.totals).map(([account, count]) => [{ account }, count] as const),
    );
  }

  /** @param userId whose account it was; undefined when there is none */
  note(userId: string | undefined): void {
    this.totals[userId === undefined ? 'unknown' : 'known'] += 1;
    this.timer ??= setTimeout(() => void this.flush(), WINDOW_MS).unref();
    const isTold = userId !== undefined && (this.window.has(userId) || this.window.size < MOST_ACCOUNTS);
    const failures = this.failuresOf(isTold ? userId : NOBODY);
    failures.count += 1;
    if (isTold && failures.count <= ONE_BY_ONE) this.record(userId, undefined);
    else this.remember(failures);
  }

  /** Records what was only counted until now. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const gathered = [...this.window];
    this.window = new Map();
    for (const [userId, { count, addresses }] of gathered) {
      const attempts = userId === NOBODY ? count : count - ONE_BY_ONE;
      if (attempts > 0)
        this.record(userId === NOBODY ? null : userId, { attempts, from: [...addresses].slice(0, 5) });
    }
    await Promise.all(this.running);
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private failuresOf(key: string): Failures {
    const known = this.window.get(key);
    if (known) return known;
    const made = { count: 0, addresses: new Set<string>() };
    this.window.set(key, made);
    return made;
  }

  private remember({ addresses }: Failures): void {
    const address = requestContext.getStore()?.origin?.ipAddress;
    if (address !== undefined && addresses.size < MOST_NETWORKS) addresses.add(address);
  }

  private record(userId: string | null, after: object | undefined): void {
    const recorded = this.audit
      .record({
        action: 'auth.sign-in-failed',
        outcome: 'failure',
        target: { type: 'user', id: userId },
        after,
      })
      .catch((error: unknown) => this.logger.error('A failed sign-in could not be recorded', { err: error }))
      .finally(() => this.running.delete(recorded));
    this.running.add(recorded);
  }
}
