import { Injectable } from '@nestjs/common';
import { Clock } from '../../../infra/clock/index.js';
import { KeyedHash } from '../../../infra/crypto/index.js';
import { Transactions } from '../../../infra/mongo/index.js';
import { Outbox } from '../../../infra/outbox/index.js';
import { AuditTrail } from '../../audit/index.js';
import { SuspiciousActivity } from '../domain/auth.events.js';
import type { AttemptKind } from '../domain/lockout.js';
import { SignInAttemptRepository } from '../persistence/sign-in-attempt.repository.js';
import { OneTimeTokens } from './one-time-tokens.js';

const HOUR_MS = 3_600_000;

/** What is told of apart from the other. */
const KINDS = ['many-failures', 'wrong-second-factor', 'wrong-code-in-session'] as const;
type Kind = (typeof KINDS)[number];

const KIND_OF: Readonly<Record<AttemptKind, Kind>> = {
  password: 'many-failures',
  'email-code': 'many-failures',
  'second-factor': 'wrong-second-factor',
  'second-factor-change': 'wrong-code-in-session',
};

/** The delay that wrong attempts have led to. */
interface Lock {
  readonly kind: AttemptKind;
  readonly failures: number;
  readonly until: Date;
}

/**
 * Tells somebody that a stranger may be trying to get in; once an hour, however long the stranger tries. Of one who has come
 * as far as the second factor, or holds a session, it tells by itself: that is worse than whatever else was told of in that
 * hour.
 */
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
    const kind = KIND_OF[lock.kind];
    const isDue = await this.attempts.claim(this.keyOf(userId, kind), {
      now,
      expiresAt: new Date(now.getTime() + HOUR_MS),
    });
    if (!isDue) return;
    await this.transactions.run(async () => {
      await this.outbox.publish(new SuspiciousActivity({ userId, kind }));
      if (known !== undefined) await this.record(known, lock);
    });
  }

  /** Forgets that somebody was told. */
  async forget(userId: string): Promise<void> {
    for (const kind of KINDS) await this.attempts.clear(this.keyOf(userId, kind));
  }

  private keyOf(userId: string, kind: Kind): string {
    return this.hash.of('report of failures', kind === 'many-failures' ? userId : `${kind} ${userId}`);
  }

  private record(userId: string, { kind, failures, until }: Lock): Promise<void> {
    return this.audit.record({
      action: 'auth.locked',
      target: { type: 'user', id: userId },
      outcome: 'failure',
      after: { kind, failures, until: until.toISOString() },
    });
  }
}
