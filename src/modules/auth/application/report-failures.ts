import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { KeyedHash } from '../../../infra/crypto/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { SuspiciousActivity } from '../domain/auth.events.js';
import { SignInAttemptRepository } from '../persistence/sign-in-attempt.repository.js';
import { OneTimeTokens } from './one-time-tokens.js';

const HOUR_MS = 3_600_000;

/** The delay that wrong attempts have led to. */
interface Lock {
  readonly failures: number;
  readonly until: Date;
}

/** Tells somebody that a stranger may be trying to get in; once an hour, however long the stranger tries. */
@Injectable()
export class ReportFailures {
  constructor(
    private readonly attempts: SignInAttemptRepository,
    private readonly tokens: OneTimeTokens,
    private readonly hash: KeyedHash,
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** For nobody it does the same, and takes as long; operators count that, too. */
  async execute(known: string | undefined, lock: Lock): Promise<void> {
    const userId = known ?? this.tokens.nobody();
    const now = this.clock.now();
    const isDue = await this.attempts.claim(this.keyOf(userId), {
      now,
      expiresAt: new Date(now.getTime() + HOUR_MS),
    });
    if (!isDue) return;
    await this.transactions.run(async () => {
      await this.outbox.publish(new SuspiciousActivity({ userId, kind: 'many-failures' }));
      if (known !== undefined) await this.record(known, lock);
    });
  }

  /** Forgets that somebody was told. */
  forget(userId: string): Promise<void> {
    return this.attempts.clear(this.keyOf(userId));
  }

  private keyOf(userId: string): string {
    return this.hash.of('report of failures', userId);
  }

  private record(userId: string, { failures, until }: Lock): Promise<void> {
    return this.audit.record({
      action: 'auth.locked',
      target: { type: 'user', id: userId },
      outcome: 'failure',
      after: { failures, until: until.toISOString() },
    });
  }
}
